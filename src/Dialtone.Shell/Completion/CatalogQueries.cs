namespace Dialtone.Shell.Completion;

/// <summary>How each dialect is asked for its catalog.</summary>
/// <param name="Columns">Schema, relation, kind, whether the name alone finds it, comment, column, type, comment.</param>
/// <param name="ForeignKeys">Key, schema, table, column, schema, table, column referred to.</param>
/// <param name="Functions">Schema, name, signature, whether the name alone finds it; empty if the dialect has no list.</param>
sealed record CatalogQueries(string Columns, string ForeignKeys, string Functions)
{
    static readonly CatalogQueries Postgres = new(
        """
        select n.nspname, c.relname,
               case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end,
               pg_catalog.pg_table_is_visible(c.oid), coalesce(pg_catalog.obj_description(c.oid, 'pg_class'), ''),
               coalesce(a.attname, ''), coalesce(pg_catalog.format_type(a.atttypid, a.atttypmod), ''),
               coalesce(pg_catalog.col_description(c.oid, a.attnum), '')
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relkind in ('r', 'v', 'm', 'f', 'p') and n.nspname !~ '^pg_(toast|temp)'
        order by n.nspname in ('pg_catalog', 'information_schema'), n.nspname, c.relname, a.attnum
        """,
        """
        select k.oid, n.nspname, c.relname, a.attname, tn.nspname, t.relname, ta.attname
        from pg_catalog.pg_constraint k
        join pg_catalog.pg_class c on c.oid = k.conrelid
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_class t on t.oid = k.confrelid
        join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
        cross join lateral unnest(k.conkey, k.confkey) with ordinality as p (source, target, place)
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = p.source
        join pg_catalog.pg_attribute ta on ta.attrelid = t.oid and ta.attnum = p.target
        where k.contype = 'f'
        order by k.oid, p.place
        """,
        """
        select n.nspname, p.proname,
               '(' || pg_catalog.pg_get_function_identity_arguments(p.oid) || ') ' || pg_catalog.format_type(p.prorettype, null),
               pg_catalog.pg_function_is_visible(p.oid)
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where not (p.prorettype = any ('{internal,cstring,trigger,event_trigger,language_handler,fdw_handler,index_am_handler}'::regtype[]))
          and not ('{internal,cstring}'::regtype[] && p.proargtypes::oid[]::regtype[])
        order by n.nspname = 'pg_catalog', p.proname
        """
    );

    static readonly CatalogQueries MySql = new(
        """
        select c.table_schema, c.table_name, case t.table_type when 'VIEW' then 'view' else 'table' end,
               c.table_schema = database(), coalesce(t.table_comment, ''), c.column_name, c.column_type, coalesce(c.column_comment, '')
        from information_schema.columns c
        join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name
        where c.table_schema not in ('sys', 'performance_schema', 'mysql')
        order by c.table_schema = 'information_schema', c.table_schema, c.table_name, c.ordinal_position
        """,
        """
        select concat(constraint_schema, '.', table_name, '.', constraint_name), table_schema, table_name, column_name,
               referenced_table_schema, referenced_table_name, referenced_column_name
        from information_schema.key_column_usage
        where referenced_table_name is not null
        order by 1, ordinal_position
        """,
        ""
    );

    static readonly CatalogQueries Sqlite = new(
        """
        select '', m.name, m.type, 1, '', c.name, c.type, ''
        from sqlite_schema m join pragma_table_info(m.name) c
        where m.type in ('table', 'view') and m.name not like 'sqlite\_%' escape '\'
        order by m.name, c.cid
        """,
        """
        select m.name || '.' || k.id, '', m.name, k."from", '', k."table",
               coalesce(k."to", (select c.name from pragma_table_info(k."table") c where c.pk = k.seq + 1))
        from sqlite_schema m join pragma_foreign_key_list(m.name) k
        where m.type = 'table'
        order by 1, k.seq
        """,
        "select distinct '', name, '(…)', 1 from pragma_function_list where name glob '[a-z]*' order by name"
    );

    /// <summary>The queries of a dialect.</summary>
    public static CatalogQueries Of(string dialect) =>
        dialect switch
        {
            "postgresql" => Postgres,
            "mysql" => MySql,
            _ => Sqlite,
        };
}
