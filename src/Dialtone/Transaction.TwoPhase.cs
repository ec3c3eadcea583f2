using Dialtone.Errors;

namespace Dialtone;

public sealed partial class Transaction
{
    /// <summary>
    /// Ends the first phase of a two-phase commit: the work is kept by the server, survives it, and waits under an identifier for
    /// <see cref="Engine.CommitPreparedAsync"/> or <see cref="Engine.RollbackPreparedAsync"/>. PostgreSQL only, with
    /// <c>max_prepared_transactions</c> set.
    /// </summary>
    /// <param name="id">The identifier, up to 200 bytes, of the transaction manager's choice.</param>
    /// <param name="cancellationToken">Ends the wait; whether the work is kept is unknown then.</param>
    /// <exception cref="DatabaseException">The server refused and has rolled back, or the connection was lost.</exception>
    public async Task PrepareAsync(string id, CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        var sql = TwoPhase.Of(Context.Connector);
        if (savepoint is not null)
        {
            throw new InvalidOperationException("Only the outermost transaction can be prepared.");
        }

        cancellationToken.ThrowIfCancellationRequested();
        var command = Context.Connector.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.Connection = lease.Untouched;
            command.CommandText = $"{sql.Prepare} {Context.Connector.QuoteLiteral(id)}";
            isOver = true;
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (Context.Connector.Knows(exception))
            {
                throw CommitFailed(exception);
            }
        }
    }
}
