using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>A running statement: its lease, command and reader, with the driver's exceptions translated.</summary>
sealed class Cursor(Executor owner, Connector connector, Lease lease, DbCommand command, DbDataReader reader) : IAsyncDisposable
{
    public DbDataReader Reader => reader;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var isRow = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);

            // A driver that has rows in its buffer may hand them out in spite of the token; it has cancelled the statement by now.
            cancellationToken.ThrowIfCancellationRequested();
            return isRow;
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

    /// <summary>The current row; SQL NULL is <see langword="null"/>.</summary>
    public object?[] Values()
    {
        var values = new object?[reader.FieldCount];
        try
        {
            reader.GetValues(values!);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            throw Fail(exception, CancellationToken.None);
        }

        for (var index = 0; index < values.Length; index++)
        {
            if (values[index] is DBNull)
            {
                values[index] = null;
            }
        }

        return values;
    }

    /// <summary>One value of the current row.</summary>
    public object Value(int ordinal)
    {
        try
        {
            return reader.GetValue(ordinal);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            throw Fail(exception, CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
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

    Exception Fail(Exception exception, CancellationToken cancellationToken) => owner.Fail(exception, ErrorStage.Result, cancellationToken);
}
