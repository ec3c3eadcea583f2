using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Whether a database holds code that could touch a session when a plain statement runs: a view that calls <c>set_config</c>, a trigger.</summary>
/// <remarks>
/// Everything of the database's own counts that names one of the words or functions by which a session is touched, whether a plain statement
/// reaches it or not, and every function in a language that cannot be read here. Functions in C are believed: they belong to extensions.
/// Object identifiers from 16384 on are not PostgreSQL's own (<c>FirstNormalObjectId</c>).
/// </remarks>
static class SchemaCode
{
    const string Question = """
        WITH risky AS (
            SELECT string_agg(oid::text, '|') AS ids FROM pg_catalog.pg_proc
            WHERE oid < 16384 AND proname ~ '^(set_config|pg_(try_)?advisory_.*|pg_replication_origin_session_.*|setseed|ts_stat|ts_rewrite|(query|cursor)_to_xml.*)$'
        ), tree(node) AS (
            SELECT ev_action::text || ev_qual::text FROM pg_catalog.pg_rewrite WHERE oid >= 16384
            UNION ALL SELECT adbin::text FROM pg_catalog.pg_attrdef
            UNION ALL SELECT conbin::text FROM pg_catalog.pg_constraint WHERE conbin IS NOT NULL AND oid >= 16384
            UNION ALL SELECT concat(polqual::text, polwithcheck::text) FROM pg_catalog.pg_policy
            UNION ALL SELECT tgqual::text FROM pg_catalog.pg_trigger WHERE tgqual IS NOT NULL
            UNION ALL SELECT concat(indexprs::text, indpred::text) FROM pg_catalog.pg_index WHERE indexrelid >= 16384
            UNION ALL SELECT prosqlbody::text FROM pg_catalog.pg_proc WHERE prosqlbody IS NOT NULL AND oid >= 16384
        ), body(source, language) AS (
            SELECT regexp_replace(prosrc, '\m(update\s+(only\s+)?[\w.]+(\s+as)?(\s+\w+)?|do\s+update)\s+set\M', '', 'gi'), lanname
            FROM pg_catalog.pg_proc JOIN pg_catalog.pg_language ON pg_language.oid = prolang
            WHERE pg_proc.oid >= 16384 AND lanname <> 'c'
        )
        SELECT EXISTS (SELECT FROM tree, risky WHERE node ~ (':funcid (' || ids || ') '))
            OR EXISTS (
                SELECT FROM body
                WHERE language NOT IN ('sql', 'plpgsql', 'internal')
                    OR source ~* '\m(set|reset|listen|unlisten|temp|temporary|pg_temp|prepare|deallocate|execute|hold|discard|load)\M'
                    OR source ~* 'set_config|setseed|advisory|dblink|_to_xml|ts_stat|ts_rewrite|origin_session'
            )
        """;

    /// <summary>Asks the server.</summary>
    public static async ValueTask<bool> TouchesSessionsAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var command = new NpgsqlCommand(Question, session);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not false;
        }
    }
}
