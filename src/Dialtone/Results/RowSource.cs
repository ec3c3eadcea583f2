namespace Dialtone.Results;

/// <summary>Rows that come one by one, from a list or from somewhere that must be waited for.</summary>
sealed class RowSource<T>(IEnumerator<T>? listed, IAsyncEnumerator<T>? awaited) : IAsyncDisposable
{
    public RowSource(IEnumerable<T> rows)
        : this(rows.GetEnumerator(), null) { }

    public RowSource(IAsyncEnumerable<T> rows, CancellationToken cancellationToken)
        : this(null, rows.GetAsyncEnumerator(cancellationToken)) { }

    /// <summary>The row that was moved to.</summary>
    public T Current => listed is not null ? listed.Current : awaited!.Current;

    /// <summary>Moves to the next row.</summary>
    public ValueTask<bool> MoveNextAsync() => listed is not null ? new(listed.MoveNext()) : awaited!.MoveNextAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        listed?.Dispose();
        return awaited?.DisposeAsync() ?? default;
    }
}
