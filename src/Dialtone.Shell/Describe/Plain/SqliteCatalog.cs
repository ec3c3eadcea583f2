namespace Dialtone.Shell.Describe.Plain;

/// <summary>SQLite, where a schema is an attached file.</summary>
sealed class SqliteCatalog(Executor session, Func<string, string> quote) : PlainCatalog(session, quote)
{
    public override string DatabaseQuery => "select name as \"Name\", file as \"File\" from pragma_database_list order by seq";

    public override string? UserQuery => null;

    protected override string RelationQuery(bool isVerbose) =>
        "select schema as \"Schema\", name as \"Name\", type as \"Type\""
        + (
            isVerbose
                ? ", ncol as \"Columns\", case when wr then 'yes' else 'no' end as \"Without rowid?\", "
                    + "case when strict then 'yes' else 'no' end as \"Strict?\""
                : ""
        )
        + " from pragma_table_list order by 1, 2";

    protected override string IndexQuery(bool isVerbose) =>
        "select t.schema as \"Schema\", i.name as \"Name\", t.name as \"Table\", "
        + "(select group_concat(coalesce(c.name, '(expression)'), ', ') from pragma_index_info(i.name, t.schema) c) as \"Columns\", "
        + "case when i.\"unique\" then 'yes' else 'no' end as \"Unique?\""
        + (isVerbose ? ", case when i.partial then 'yes' else 'no' end as \"Partial?\"" : "")
        + " from pragma_table_list t, pragma_index_list(t.name, t.schema) i order by 1, 2";

    public override bool IsSystem(string schema, string name) => name.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase);

    public override Task<string> CurrentSchemaAsync(CancellationToken cancellationToken) => Task.FromResult("");

    public override string ColumnQuery(string schema, string name, bool isVerbose) =>
        "select name as \"Column\", type as \"Type\", case when \"notnull\" then 'not null' else '' end as \"Nullable\", "
        + "case hidden when 2 then 'generated always' when 3 then 'generated always, stored' else coalesce(dflt_value, '') end as \"Default\""
        + (isVerbose ? ", case when pk > 0 then cast(pk as text) else '' end as \"Primary key\"" : "")
        + $" from pragma_table_xinfo({Quote(name)}, {Quote(schema)}) where hidden <> 1 order by cid";

    public override IReadOnlyList<(string Heading, string Query)> Sections(string schema, string name, bool isVerbose) =>
        [
            (
                "Indexes:",
                "select '\"' || i.name || '\" ' || case i.origin when 'pk' then 'PRIMARY KEY, ' when 'u' then 'UNIQUE CONSTRAINT, ' "
                    + "else case when i.\"unique\" then 'UNIQUE, ' else '' end end || '(' || "
                    + $"(select group_concat(coalesce(c.name, '(expression)'), ', ') from pragma_index_info(i.name, {Quote(schema)}) c) || ')' "
                    + $"from pragma_index_list({Quote(name)}, {Quote(schema)}) i order by i.origin <> 'pk', i.name"
            ),
            (
                "Foreign-key constraints:",
                "select 'FOREIGN KEY (' || group_concat(\"from\", ', ') || ') REFERENCES ' || \"table\" || "
                    + "coalesce('(' || group_concat(\"to\", ', ') || ')', '') || "
                    + "case on_delete when 'NO ACTION' then '' else ' ON DELETE ' || on_delete end "
                    + $"from pragma_foreign_key_list({Quote(name)}, {Quote(schema)}) group by id order by id"
            ),
            ("Triggers:", $"select name from {Schema(schema)} where type = 'trigger' and tbl_name = {Quote(name)} order by 1"),
            .. isVerbose
                ? [("Definition:", $"select sql from {Schema(schema)} where type in ('table', 'view') and name = {Quote(name)}")]
                : Array.Empty<(string, string)>(),
        ];

    static string Schema(string schema) => $"\"{schema.Replace("\"", "\"\"", StringComparison.Ordinal)}\".sqlite_schema";
}
