using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

public abstract partial class Executor
{
    const DynamicallyAccessedMemberTypes InsertedMembers = DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Inserts rows by the fastest way that the server has for them; either all of them are there afterwards or none.</summary>
    /// <remarks>
    /// Each public property of <typeparamref name="T"/> fills the column of its name, without regard to case and underscores. PostgreSQL gets a
    /// binary <c>COPY</c> where its columns are of plain types and nothing is said about conflicts; everything else gets statements of up to a
    /// thousand rows. One such portion is in memory at a time.
    /// </remarks>
    /// <param name="table">The table as the catalog spells it, without quotes; its schema goes into <see cref="InsertOptions.Schema"/>.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="options">What to do about conflicts, and who is told of the progress.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <returns>The number of rows that were sent.</returns>
    /// <exception cref="DatabaseException">A property has no column, a value does not fit, or the server refused.</exception>
    public Task<long> InsertAsync<[DynamicallyAccessedMembers(InsertedMembers)] T>(
        string table,
        IEnumerable<T> rows,
        InsertOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        return InsertAsync<T, object>(table, new(rows), options ?? new(), null, null, cancellationToken);
    }

    /// <inheritdoc cref="InsertAsync{T}(string, IEnumerable{T}, InsertOptions?, CancellationToken)"/>
    public Task<long> InsertAsync<[DynamicallyAccessedMembers(InsertedMembers)] T>(
        string table,
        IAsyncEnumerable<T> rows,
        InsertOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        return InsertAsync<T, object>(table, new(rows, cancellationToken), options ?? new(), null, null, cancellationToken);
    }

    /// <summary>Inserts rows and returns a column that the server filled, in the order of the rows; either all of them are there afterwards or none.</summary>
    /// <param name="table">The table as the catalog spells it, without quotes; its schema goes into <see cref="InsertOptions.Schema"/>.</param>
    /// <param name="rows">The rows, read once.</param>
    /// <param name="key">The column, such as <c>id</c>. MySQL cannot return it; MariaDB can.</param>
    /// <param name="options">What to do about conflicts, and who is told of the progress.</param>
    /// <param name="cancellationToken">Ends the work; nothing of it stays.</param>
    /// <exception cref="DatabaseException">
    /// A property has no column, the server refused, or it did not return one value for each row, as where a trigger or
    /// <see cref="InsertConflict.Ignore"/> leaves rows out.
    /// </exception>
    public async Task<IReadOnlyList<TKey>> InsertReturningAsync<[DynamicallyAccessedMembers(InsertedMembers)] T, TKey>(
        string table,
        IEnumerable<T> rows,
        string key,
        InsertOptions? options = null,
        CancellationToken cancellationToken = default
    )
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentException.ThrowIfNullOrEmpty(key);
        var keys = new List<TKey>();
        await InsertAsync(table, new RowSource<T>(rows), options ?? new(), key, keys, cancellationToken).ConfigureAwait(false);
        return keys;
    }

    async Task<long> InsertAsync<[DynamicallyAccessedMembers(InsertedMembers)] T, TKey>(
        string table,
        RowSource<T> rows,
        InsertOptions options,
        string? key,
        List<TKey>? keys,
        CancellationToken cancellationToken
    )
        where T : notnull
    {
        ArgumentException.ThrowIfNullOrEmpty(table);
        await using (rows.ConfigureAwait(false))
        {
            var work = await BeginWorkAsync(cancellationToken).ConfigureAwait(false);
            await using (work.ConfigureAwait(false))
            {
                var count = await work.InsertRowsAsync(table, rows, options, key, keys, cancellationToken).ConfigureAwait(false);
                await work.CommitAsync(cancellationToken).ConfigureAwait(false);
                return count;
            }
        }
    }

    async Task<long> InsertRowsAsync<[DynamicallyAccessedMembers(InsertedMembers)] T, TKey>(
        string table,
        RowSource<T> rows,
        InsertOptions options,
        string? key,
        List<TKey>? keys,
        CancellationToken cancellationToken
    )
        where T : notnull
    {
        var name = string.Join(
            '.',
            ((string?[])[options.Schema, table]).OfType<string>().Select(part => Identifier.Quote(part, Connector.Syntax))
        );
        var plan = await PlanAsync<T>(name, cancellationToken).ConfigureAwait(false);
        if (keys is null && options.OnConflict == InsertConflict.Fail && !Context.Options.IsReadOnly)
        {
            if (await TryCopyAsync(name, plan, rows, options, cancellationToken).ConfigureAwait(false) is { } copied)
            {
                options.Progress?.Report(copied);
                return copied;
            }
        }

        var insert = new MultiRowInsert(name, plan.Columns, options, key, Connector.Syntax);
        var pageSize = keys is null || Connector.ReturnsKeysInOrder ? insert.PageSize : 1;
        var page = new List<object?[]>(pageSize);
        var (count, length) = (0L, 0);
        while (await rows.MoveNextAsync().ConfigureAwait(false))
        {
            var (values, size) = insert.Read(rows.Current);
            page.Add(values);
            length += size;
            if (page.Count == pageSize || length > MultiRowInsert.LongestPage)
            {
                await SendAsync().ConfigureAwait(false);
            }
        }

        if (page.Count > 0)
        {
            await SendAsync().ConfigureAwait(false);
        }

        return count;

        async Task SendAsync()
        {
            var statement = insert.Statement(page);
            if (keys is null)
            {
                await ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await foreach (var row in QueryAsync(statement, cancellationToken).ConfigureAwait(false))
                {
                    keys.Add(row.Get<TKey>(0));
                }
            }

            count += page.Count;
            page.Clear();
            length = 0;
            if (keys is not null && keys.Count != count)
            {
                throw KeysAreMissing(name, key!, keys.Count, count);
            }

            options.Progress?.Report(count);
        }
    }

    async Task<InsertPlan<T>> PlanAsync<[DynamicallyAccessedMembers(InsertedMembers)] T>(string table, CancellationToken cancellationToken)
    {
        var statement = new Statement(Sql.Sql.Raw($"select * from {table} where 1 = 0"));
        var cursor = await RunAsync(statement, asText: false, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            return new(table, Connector.Format.Describe(cursor.Reader), ordinal => Connector.TypeIdOf(cursor.Reader, ordinal));
        }
    }

    async Task<long?> TryCopyAsync<[DynamicallyAccessedMembers(InsertedMembers)] T>(
        string table,
        InsertPlan<T> plan,
        RowSource<T> rows,
        InsertOptions options,
        CancellationToken cancellationToken
    )
        where T : notnull
    {
        var lease = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            // A COPY by hand counts as a command that may change the session; what this one can do is what the triggers of an INSERT can.
            var driver = lease.Use($"insert into {table} default values");
            lease.Watch(TimeSpan.Zero, Clock, cancellationToken);
            if (Connector.InsertAsync(driver, table, plan, rows, options.Progress, cancellationToken) is not { } copying)
            {
                return null;
            }

            var run = default(StatementRun);
            try
            {
                run = Context.Observer.Start($"copy {table} from stdin", Connector.CreateCommand());
                var count = await copying.ConfigureAwait(false);
                run.Succeeded();
                Ran(failed: false);
                return count;
            }
            catch (Exception exception) when (lease.Knows(exception) || exception is OperationCanceledException)
            {
                var failure = Fail(exception, ErrorStage.Statement, lease, cancellationToken);
                run.Failed(failure);
                throw failure;
            }
            catch (CallerException exception)
            {
                // The rows themselves failed, and the COPY was given up.
                Ran(failed: true);
                run.Failed(exception.InnerException!);
                ExceptionDispatchInfo.Throw(exception.InnerException!);
                throw;
            }
        }
    }

    static DatabaseException KeysAreMissing(string table, string key, int found, long wanted) =>
        new(
            new()
            {
                Stage = ErrorStage.Result,
                Kind = ErrorKind.Data,
                What = $"the server returned {found} values of {key} for {wanted} rows inserted into {table}, so they cannot be told apart",
                Fix = "nothing was inserted; a trigger or OnConflict=Ignore leaves rows out, so insert without returning keys",
            }
        );
}
