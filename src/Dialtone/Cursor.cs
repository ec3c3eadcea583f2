using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A running statement: its lease, command and reader, with the driver's exceptions translated.</summary>
sealed class Cursor(Executor owner, Connector connector, Lease lease, DbCommand command, DbDataReader reader) : IAsyncDisposable
{
    // To cancel takes a connection of its own, so what ends within this time anyway is read to its end instead.
    static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    RowReader? rows;
    bool isAtEnd;
    bool isUnwanted;

    public DbDataReader Reader => reader;

    /// <summary>The driver's text of the statement.</summary>
    public string Sql => command.CommandText;

    /// <summary>Whether the statement may be cancelled when its rows are not wanted any more, although its connection goes on.</summary>
    public bool MayBeCancelled { get; init; }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            lease.Enter();
            isAtEnd = !await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            lease.Leave();
        }
        catch (Exception exception) when (lease.Knows(exception))
        {
            throw Fail(exception, cancellationToken);
        }

        // A driver that has rows in its buffer hands them out in spite of the token, and does not cancel the statement.
        if (cancellationToken.IsCancellationRequested)
        {
            isUnwanted = true;
            throw owner.Fail(new OperationCanceledException(cancellationToken), ErrorStage.Result, lease, cancellationToken);
        }

        return !isAtEnd;
    }

    public async ValueTask<bool> NextResultAsync(CancellationToken cancellationToken)
    {
        try
        {
            rows = null;
            lease.Enter();
            var hasResult = await reader.NextResultAsync(cancellationToken).ConfigureAwait(false);
            lease.Leave();
            return hasResult;
        }
        catch (Exception exception) when (lease.Knows(exception))
        {
            throw Fail(exception, cancellationToken);
        }
    }

    /// <summary>The current row; SQL NULL is <see langword="null"/>.</summary>
    public object?[] Values()
    {
        try
        {
            return (rows ??= connector.Format.Rows(reader)).Read();
        }
        catch (Exception exception) when (lease.Knows(exception))
        {
            throw Fail(exception, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            lease.Enter();
            if (!isAtEnd && connector.SendsUnreadRows && (isUnwanted || ((MayBeCancelled || lease.IsOwned) && IsPureQuery())))
            {
                await StopAsync().ConfigureAwait(false);
            }

            await reader.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (lease.Knows(exception))
        {
            throw Fail(exception, CancellationToken.None);
        }
        finally
        {
            await command.DisposeAsync().ConfigureAwait(false);
            await lease.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Anything else would be undone by it.
    bool IsPureQuery() =>
        StatementClassifier.Classify(command.CommandText, connector.Syntax)
            is { Kind: StatementKind.Select or StatementKind.Values or StatementKind.Show, WritesInWith: false }
        && !command.CommandText.AsSpan().TrimEnd("; \t\r\n").Contains(';');

    async ValueTask StopAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        lease.Watch(TimeSpan.Zero, owner.Clock, patience.Token);
        try
        {
            while (await reader.ReadAsync(patience.Token).ConfigureAwait(false)) { }
        }
        catch (Exception exception) when (lease.Knows(exception))
        {
            // Cancelled, or failed in a row that nobody wanted.
        }
    }

    Exception Fail(Exception exception, CancellationToken cancellationToken)
    {
        isAtEnd = true;
        return owner.Fail(exception, ErrorStage.Result, lease, cancellationToken);
    }
}
