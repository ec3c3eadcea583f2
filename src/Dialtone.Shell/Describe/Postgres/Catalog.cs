using System.Globalization;
using Dialtone.Results;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary>A PostgreSQL server's catalog, read as text.</summary>
sealed class Catalog
{
    readonly Executor session;
    readonly Func<string, string> quote;

    Catalog(Executor session, Func<string, string> quote, int version, string database)
    {
        this.session = session;
        this.quote = quote;
        Version = version;
        Database = database;
    }

    /// <summary>The server's version as a number: 150004 is 15.4.</summary>
    public int Version { get; }

    /// <summary>The database of the session.</summary>
    public string Database { get; }

    /// <summary>Asks the session what it is connected to.</summary>
    /// <param name="session">The connection.</param>
    /// <param name="quote">Writes a text as a literal.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task<Catalog> OpenAsync(Executor session, Func<string, string> quote, CancellationToken cancellationToken)
    {
        await using var result = await session.ReadTextAsync(
            "select pg_catalog.current_setting('server_version_num'), pg_catalog.current_database()",
            null,
            cancellationToken
        );
        await result.ReadAsync(cancellationToken);
        return new(session, quote, int.Parse(result.GetText(0)!, CultureInfo.InvariantCulture), result.GetText(1)!);
    }

    /// <summary>A text as a literal.</summary>
    public string Quote(string text) => quote(text);

    /// <summary>Runs a query and reads all of its rows.</summary>
    public async Task<(IReadOnlyList<Column> Columns, List<string?[]> Rows)> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var result = await session.ReadTextAsync(sql, null, cancellationToken);
        var columns = result.Columns.ToArray();
        var rows = new List<string?[]>();
        while (await result.ReadAsync(cancellationToken))
        {
            rows.Add([.. columns.Select(column => result.GetText(column.Ordinal))]);
        }

        return (columns, rows);
    }

    /// <summary>Runs a query and reads its rows without their columns.</summary>
    public async Task<List<string?[]>> RowsAsync(string sql, CancellationToken cancellationToken) =>
        (await ReadAsync(sql, cancellationToken)).Rows;
}
