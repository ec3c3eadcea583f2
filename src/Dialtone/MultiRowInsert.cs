using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>Writes <c>INSERT</c> statements of many rows, each value a parameter.</summary>
sealed class MultiRowInsert(string table, InsertColumn[] columns, InsertOptions options, string? returning, SqlSyntax syntax)
{
    // SQLite takes no more than 32,766 parameters, PostgreSQL 65,535.
    const int MostParameters = 32_000;

    const int MostRows = 1000;

    /// <summary>Where a statement ends although it could hold more rows: servers limit its length (MySQL 16 MB).</summary>
    public const int LongestPage = 1_000_000;

    /// <summary>The rows of a full statement.</summary>
    public int PageSize { get; } = Math.Clamp(MostParameters / columns.Length, 1, MostRows);

    /// <summary>The values of a row, in the order of the columns, and how much of a statement they would fill.</summary>
    public (object?[] Values, int Length) Read(object row)
    {
        var values = new object?[columns.Length];
        var length = 0;
        for (var place = 0; place < values.Length; place++)
        {
            values[place] = columns[place].Property.GetValue(row);
            length += values[place] switch
            {
                string text => text.Length,
                byte[] bytes => bytes.Length,
                _ => 0,
            };
        }

        return (values, length);
    }

    /// <summary>The statement for some rows.</summary>
    public SqlText Statement(List<object?[]> rows)
    {
        var sql = new SqlText(64 + rows.Count * columns.Length * 3, rows.Count * columns.Length);
        sql.AppendLiteral("insert into ");
        sql.AppendLiteral(table);
        sql.AppendLiteral(" (");
        sql.AppendLiteral(Names(columns.Select(column => column.Column.Name)));
        sql.AppendLiteral(") values ");
        for (var index = 0; index < rows.Count; index++)
        {
            sql.AppendLiteral(index == 0 ? "(" : ", (");
            for (var place = 0; place < columns.Length; place++)
            {
                sql.AppendLiteral(place == 0 ? "" : ", ");
                sql.AppendHole(rows[index][place], name: null);
            }

            sql.AppendLiteral(")");
        }

        sql.AppendLiteral(Conflict());
        if (returning is not null)
        {
            sql.AppendLiteral(" returning ");
            sql.AppendLiteral(Quote(returning));
        }

        return sql;
    }

    string Conflict()
    {
        if (options.OnConflict == InsertConflict.Fail)
        {
            return "";
        }

        // Where the rows have nothing but the key, there is nothing to take over.
        List<string> changed =
            options.OnConflict == InsertConflict.Update
                ? [.. columns.Select(column => column.Column.Name).Except(options.ConflictColumns, StringComparer.Ordinal)]
                : [];
        return syntax.HasOnDuplicateKey ? OnDuplicateKey(changed) : OnConflict(changed);
    }

    string OnConflict(List<string> changed)
    {
        var key = options.ConflictColumns.Count > 0 ? $" ({Names(options.ConflictColumns)})" : "";
        var action =
            changed.Count > 0
                ? "do update set " + string.Join(", ", changed.Select(name => $"{Quote(name)} = excluded.{Quote(name)}"))
                : "do nothing";
        return $" on conflict{key} {action}";
    }

    // INSERT IGNORE would swallow every other error too, so a column takes the value that it has.
    string OnDuplicateKey(List<string> changed)
    {
        var first = Quote(columns[0].Column.Name);
        var action =
            changed.Count > 0 ? string.Join(", ", changed.Select(name => $"{Quote(name)} = values({Quote(name)})")) : $"{first} = {first}";
        return $" on duplicate key update {action}";
    }

    string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    string Quote(string name) => Identifier.Quote(name, syntax);
}
