# Runs translations through Ruby's drivers: cases as JSON on standard input, one line of result for each.
# Rails reads database.yml by ERB and YAML and hands the section to the driver; the environment of a container is set before libpq looks at it.
require "erb"
require "json"
require "yaml"

POSTGRES = "select current_user || ' ' || coalesce(client_dn, '') as who from pg_stat_ssl where pid = pg_backend_pid()"
MYSQL = "select concat(current_user(), ' ', (select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status where variable_name = 'Ssl_cipher')) as who"

def through_pg(settings)
  require "pg"
  connection = PG.connect(settings)
  connection.exec(POSTGRES)[0]["who"]
ensure
  connection&.close
end

def through_mysql2(section)
  require "mysql2"
  settings = section.transform_keys(&:to_sym)
  settings[:ssl_mode] = settings[:ssl_mode].to_sym if settings[:ssl_mode]
  Mysql2::Client.new(settings).query(MYSQL).first["who"]
end

def through_rails(text)
  section = YAML.safe_load(ERB.new(text).result)["production"]
  return through_mysql2(section.except("adapter")) if section["adapter"] == "mysql2"

  names = { "username" => :user, "database" => :dbname }
  through_pg(section.except("adapter").transform_keys { |key| names[key] || key.to_sym })
end

def through_environment(variables)
  before = ENV.to_h
  ENV.update(variables)
  through_pg({})
ensure
  ENV.replace(before)
end

def run(to, text)
  case to
  when "kubernetes" then through_environment(YAML.safe_load(text)["stringData"])
  when "compose"
    variables = YAML.safe_load(text)["services"]["app"]["environment"]
    through_environment(variables.transform_values { |value| value.gsub("$$", "$") })
  else through_rails(text)
  end
end

JSON.parse($stdin.read).each do |one|
  puts "#{one["name"]}\taccepted\t#{run(one["to"], one["text"])}"
rescue StandardError => failure
  puts "#{one["name"]}\trefused\t#{failure.message.split.join(" ")}"
end
