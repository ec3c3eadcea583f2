namespace Dialtone.Shell.Describe.Plain;

/// <summary>MySQL and MariaDB, where a schema is a database.</summary>
sealed class MySqlCatalog(Executor session, Func<string, string> quote) : PlainCatalog(session, quote)
{
    public override string DatabaseQuery =>
        "select schema_name as `Name`, default_character_set_name as `Encoding`, default_collation_name as `Collate` "
        + "from information_schema.schemata order by 1";

    public override string? UserQuery =>
        "select concat(user, '@', host) as `User name`, plugin as `Authentication` from mysql.user order by 1";

    protected override string RelationQuery(bool isVerbose) =>
        "select table_schema as `Schema`, table_name as `Name`, "
        + "case table_type when 'BASE TABLE' then 'table' when 'SYSTEM VIEW' then 'view' else lower(table_type) end as `Type`"
        + (
            isVerbose
                ? ", engine as `Engine`, table_rows as `Rows (estimate)`, data_length + index_length as `Bytes`, table_comment as `Description`"
                : ""
        )
        + " from information_schema.tables order by 1, 2";

    protected override string IndexQuery(bool isVerbose) =>
        "select index_schema as `Schema`, index_name as `Name`, table_name as `Table`, "
        + "group_concat(coalesce(column_name, '(expression)') order by seq_in_index separator ', ') as `Columns`, "
        + "case min(non_unique) when 0 then 'yes' else 'no' end as `Unique?`"
        + (isVerbose ? ", min(index_type) as `Access method`, min(index_comment) as `Description`" : "")
        + " from information_schema.statistics group by 1, 3, 2 order by 1, 3, 2";

    public override bool IsSystem(string schema, string name) =>
        schema.ToLowerInvariant() is "information_schema" or "mysql" or "performance_schema" or "sys";

    public override async Task<string> CurrentSchemaAsync(CancellationToken cancellationToken) =>
        (await ReadAsync("select database()", cancellationToken)).Rows[0][0] ?? "";

    public override string ColumnQuery(string schema, string name, bool isVerbose) =>
        "select column_name as `Column`, column_type as `Type`, collation_name as `Collation`, "
        + "case is_nullable when 'NO' then 'not null' else '' end as `Nullable`, "
        + "trim(concat(coalesce(column_default, ''), ' ', extra)) as `Default`"
        + (isVerbose ? ", column_comment as `Description`" : "")
        + $" from information_schema.columns where {At(schema, name)} order by ordinal_position";

    public override IReadOnlyList<(string Heading, string Query)> Sections(string schema, string name, bool isVerbose) =>
        [
            (
                "Indexes:",
                "select concat('\"', index_name, '\" ', case when index_name = 'PRIMARY' then 'PRIMARY KEY, ' "
                    + "when min(non_unique) = 0 then 'UNIQUE, ' else '' end, lower(min(index_type)), ' (', "
                    + "group_concat(coalesce(column_name, '(expression)') order by seq_in_index separator ', '), ')') "
                    + $"from information_schema.statistics where {At(schema, name)} group by index_name "
                    + "order by index_name <> 'PRIMARY', index_name"
            ),
            (
                "Foreign-key constraints:",
                "select concat('\"', constraint_name, '\" FOREIGN KEY (', group_concat(column_name order by ordinal_position separator ', '), "
                    + "') REFERENCES ', min(referenced_table_name), '(', "
                    + "group_concat(referenced_column_name order by ordinal_position separator ', '), ')') "
                    + $"from information_schema.key_column_usage where {At(schema, name)} and referenced_table_name is not null "
                    + "group by constraint_name order by 1"
            ),
            (
                "Referenced by:",
                "select concat('TABLE \"', table_schema, '.', table_name, '\" CONSTRAINT \"', constraint_name, '\"') "
                    + $"from information_schema.key_column_usage where referenced_table_schema = {Quote(schema)} "
                    + $"and referenced_table_name = {Quote(name)} group by table_schema, table_name, constraint_name order by 1"
            ),
            (
                "Triggers:",
                "select concat(trigger_name, ' ', action_timing, ' ', event_manipulation) from information_schema.triggers "
                    + $"where event_object_schema = {Quote(schema)} and event_object_table = {Quote(name)} order by 1"
            ),
            .. isVerbose
                ? [("View definition:", $"select view_definition from information_schema.views where {At(schema, name)}")]
                : Array.Empty<(string, string)>(),
        ];

    string At(string schema, string name) => $"table_schema = {Quote(schema)} and table_name = {Quote(name)}";
}
