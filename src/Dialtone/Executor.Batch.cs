using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone;

public abstract partial class Executor
{
    /// <summary>Runs several statements, of which either all succeed or none; in one round trip on PostgreSQL, one after the other elsewhere.</summary>
    /// <param name="statements">The statements, each of them a single one; holes become parameters.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <returns>The number of rows that each statement changed, or -1 for one that does not change rows.</returns>
    /// <exception cref="DatabaseException">A statement failed; its place is told.</exception>
    public async Task<IReadOnlyList<int>> ExecuteBatchAsync(
        IReadOnlyList<SqlText> statements,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(statements);
        return statements.Count == 0 ? []
            : Connector.HasBatches && !Context.Options.IsReadOnly ? await TogetherAsync(statements, cancellationToken).ConfigureAwait(false)
            : await OneByOneAsync(statements, cancellationToken).ConfigureAwait(false);
    }

    async Task<int[]> TogetherAsync(IReadOnlyList<SqlText> statements, CancellationToken cancellationToken)
    {
        // A mistake in a text is found before anything is sent, so a transaction goes on after it.
        var bound = statements.Select(statement => new Statement(statement).Compile(Connector)).ToList();
        var lease = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var run = default(StatementRun);
            try
            {
                var limit = ClientLimit();
                lease.Watch(TimeSpan.FromSeconds(limit), Clock, cancellationToken);
                var driver = bound.Select(statement => lease.Use(statement.Text)).Last();
                run = Context.Observer.Start(string.Join(";\n", bound.Select(statement => statement.Text)), Connector.CreateCommand());
                var changed = await Connector.ExecuteBatchAsync(driver, bound, limit, cancellationToken).ConfigureAwait(false);
                run.Succeeded();
                Ran(failed: false);
                return changed;
            }
            catch (Exception exception) when (lease.Knows(exception) || exception is OperationCanceledException)
            {
                var failure = Fail(exception, ErrorStage.Statement, lease, cancellationToken);
                run.Failed(failure);
                throw failure;
            }
            catch (Exception exception)
                when (exception is InvalidCastException or NotSupportedException or ArgumentException or FormatException)
            {
                throw Unbindable(exception);
            }
        }
    }

    async Task<int[]> OneByOneAsync(IReadOnlyList<SqlText> statements, CancellationToken cancellationToken)
    {
        var work = await BeginWorkAsync(cancellationToken).ConfigureAwait(false);
        await using (work.ConfigureAwait(false))
        {
            var changed = new int[statements.Count];
            for (var place = 0; place < changed.Length; place++)
            {
                try
                {
                    changed[place] = await work.ExecuteAsync(statements[place], cancellationToken).ConfigureAwait(false);
                }
                catch (DatabaseException exception)
                {
                    throw new DatabaseException(
                        exception.Failure with
                        {
                            Origin = $"statement {place + 1} of {changed.Length}",
                        },
                        exception.InnerException
                    )
                    {
                        Diagnosis = exception.Diagnosis,
                    };
                }
            }

            await work.CommitAsync(cancellationToken).ConfigureAwait(false);
            return changed;
        }
    }
}
