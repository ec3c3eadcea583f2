namespace Dialtone.Sql;

/// <summary>One statement of a streamed script.</summary>
readonly record struct StreamedStatement(string Text, int LineNumber);

/// <summary>
/// Reads a script statement by statement. A statement is there as soon as its terminator is, without waiting for what follows; memory is
/// bounded by the longest statement with its comments.
/// </summary>
sealed class StatementReader(TextReader reader, SqlSyntax syntax)
{
    const int FirstSize = 16 * 1024;

    readonly StatementScanner scanner = new(syntax);
    char[] buffer = new char[FirstSize];
    int length;
    bool isFinal;

    /// <summary>What the script waited for at its end; known once <see cref="ReadAsync"/> has returned null.</summary>
    public SqlCompleteness Completeness => scanner.Completeness;

    /// <summary>The next statement, or null at the end of the script.</summary>
    public async ValueTask<StreamedStatement?> ReadAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            if (TryTake() is { } statement)
            {
                return statement;
            }
            if (isFinal)
            {
                return null;
            }
            MakeRoom();
            var read = await reader.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            length += read;
            isFinal = read == 0;
        }
    }

    StreamedStatement? TryTake()
    {
        var text = buffer.AsSpan(0, length);
        return scanner.TryRead(text, isFinal, out var statement) ? new(statement.TextIn(text).ToString(), statement.LineNumber) : null;
    }

    void MakeRoom()
    {
        var done = scanner.DoneTo;
        scanner.Forget(done, buffer.AsSpan(0, length));
        length -= done;
        // A buffer that one long statement has blown up is given back.
        var size =
            length > buffer.Length / 2 ? buffer.Length * 2
            : length < buffer.Length / 8 ? Math.Max(FirstSize, buffer.Length / 4)
            : buffer.Length;
        var target = size == buffer.Length ? buffer : new char[size];
        Array.Copy(buffer, done, target, 0, length);
        buffer = target;
    }
}
