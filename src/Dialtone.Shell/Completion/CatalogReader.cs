namespace Dialtone.Shell.Completion;

/// <summary>Reads what completion knows, in one query a kind.</summary>
sealed class CatalogReader(Connection connection, CatalogQueries queries)
{
    /// <summary>Reads everything.</summary>
    public async Task<CatalogSnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        var columns = await RowsAsync(queries.Columns, cancellationToken);
        var keys = await RowsAsync(queries.ForeignKeys, cancellationToken);
        var functions = await RowsAsync(queries.Functions, cancellationToken);
        var relations = columns.GroupBy(row => (Schema: row[0], Name: row[1])).Select(RelationOf).ToList();
        return new()
        {
            Relations = relations,
            ForeignKeys = [.. keys.GroupBy(row => row[0]).Select(KeyOf)],
            Functions = [.. functions.Select(row => new CatalogFunction(row[0], row[1], row[2], row[3] is "t" or "1"))],
            Schemas =
            [
                .. relations.Select(relation => relation.Schema).Where(schema => schema.Length > 0).Distinct(StringComparer.Ordinal),
            ],
        };
    }

    static CatalogRelation RelationOf(IGrouping<(string Schema, string Name), string[]> rows)
    {
        var first = rows.First();
        var columns = rows.Where(row => row[5].Length > 0).Select(row => new CatalogColumn(row[5], row[6], row[7]));
        return new(first[0], first[1], first[2], first[3] is "t" or "1", first[4], [.. columns]);
    }

    static CatalogForeignKey KeyOf(IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        return new(all[0][1], all[0][2], [.. all.Select(row => row[3])], all[0][4], all[0][5], [.. all.Select(row => row[6])]);
    }

    async Task<List<string[]>> RowsAsync(string sql, CancellationToken cancellationToken)
    {
        var rows = new List<string[]>();
        if (sql.Length == 0)
        {
            return rows;
        }

        await using var result = await connection.ReadTextAsync(sql, null, cancellationToken);
        while (await result.ReadAsync(cancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, result.Columns.Count).Select(index => result.GetText(index) ?? "")]);
        }

        return rows;
    }
}
