using Dialtone.Results;

namespace Dialtone;

/// <summary>The results of one statement as text, streamed: what a command line or an export needs, without a conversion in between.</summary>
public sealed class TextResult : IAsyncDisposable
{
    readonly Cursor cursor;
    readonly ResultFormat format;

    internal TextResult(Cursor cursor, ResultFormat format)
    {
        this.cursor = cursor;
        this.format = format;
        Columns = format.Describe(cursor.Reader);
    }

    /// <summary>The columns of the current result; none if the statement does not return rows.</summary>
    public ColumnList Columns { get; private set; }

    /// <summary>The number of rows that were changed, or -1 if none could be. Final once every result was read.</summary>
    public int RowsAffected => cursor.Reader.RecordsAffected;

    /// <summary>Moves to the next row of the current result.</summary>
    /// <exception cref="Errors.DatabaseException">The statement or the connection failed.</exception>
    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken = default) => cursor.ReadAsync(cancellationToken);

    /// <summary>Moves to the next result.</summary>
    /// <exception cref="Errors.DatabaseException">The statement or the connection failed.</exception>
    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken = default)
    {
        if (!await cursor.NextResultAsync(cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        Columns = format.Describe(cursor.Reader);
        return true;
    }

    /// <summary>The value of the current row at a place as the server writes it; SQL NULL is <see langword="null"/>. The text is untrusted.</summary>
    public string? GetText(int ordinal) => cursor.Reader.IsDBNull(ordinal) ? null : format.GetText(cursor.Reader, ordinal);

    /// <summary>Ends the statement; a query whose rows were not read to the end is cancelled at the server, which fails a transaction that it is in.</summary>
    public ValueTask DisposeAsync() => cursor.DisposeAsync();
}
