using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A running statement: its lease, command and reader, with the driver's exceptions translated.</summary>
sealed class Cursor(Executor owner, Connector connector, Lease lease, DbCommand command, DbDataReader reader) : IAsyncDisposable
{
    // To cancel takes a connection of its own, so what ends within this time anyway is read to its end instead.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    bool isAtEnd;

    public DbDataReader Reader => reader;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var hasRow = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            isAtEnd = !hasRow;
            return hasRow;
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            throw Fail(exception, cancellationToken);
        }
    }

    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            throw Fail(exception, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!isAtEnd && connector.SendsUnreadRows && lease.IsOwned && IsPureQuery())
            {
                await StopAsync().ConfigureAwait(false);
            }

            await reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            throw Fail(exception, CancellationToken.None);
        }
        finally
        {
            await command.DisposeAsync().ConfigureAwait(false);
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Only a query on a connection of its own may be cancelled: anything else would be undone by it.
    bool IsPureQuery() =>
        StatementClassifier.Classify(command.CommandText, connector.Syntax)
            is { Kind: StatementKind.Select or StatementKind.Values or StatementKind.Show, WritesInWith: false }
        && !command.CommandText.AsSpan().TrimEnd("; \t\r\n").Contains(';');

    async ValueTask StopAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (await reader.ReadAsync(patience.Token).ConfigureAwait(false)) { }
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            // Cancelled, or failed in a row that nobody wanted.
        }
    }

    Exception Fail(Exception exception, CancellationToken cancellationToken)
    {
        isAtEnd = true;
        return owner.Fail(exception, ErrorStage.Result, cancellationToken);
    }
}
