# Runs translations through psql: folders of cases as arguments, each with the files "to" and "text"; one line of result for each.
query="select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()"
for folder in "$@"; do
  to=$(cat "$folder/to")
  result=$(
    case $to in
    libpq | libpq-uri) psql -XAt -c "$query" "$(cat "$folder/text")" ;;
    service) PGSERVICEFILE=$folder/text PGSERVICE=connection psql -XAt -c "$query" ;;
    psql) printf '%s -XAt -c "$query"\n' "$(cat "$folder/text")" >"$folder/command" && . "$folder/command" ;;
    env) . "$folder/text" && psql -XAt -c "$query" ;;
    dotenv) . "$folder/text" && psql -XAt -c "$query" "$DATABASE_URL" ;;
    esac 2>&1
  ) && verdict=accepted || verdict=refused
  printf '%s\t%s\t%s\n' "$(basename "$folder")" $verdict "$(printf %s "$result" | tr '\n\t' '  ')"
done
