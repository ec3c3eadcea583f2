using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

public abstract partial class Executor
{
    /// <summary>The first column of the first row of an interpolated statement; every hole becomes a parameter; <see langword="default"/> if there is no row.</summary>
    [OverloadResolutionPriority(1)]
    public Task<T?> ScalarAsync<T>(SqlText sql, CancellationToken cancellationToken = default) =>
        ScalarAsync<T>(new Statement(sql), cancellationToken);

    /// <summary>The first column of the first row of a statement without binds; <see langword="default"/> if there is no row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken = default) =>
        ScalarAsync<T>(new Statement(sql, null), cancellationToken);

    /// <summary>The first column of the first row of a statement with <c>:name</c> binds; <see langword="default"/> if there is no row.</summary>
    public Task<T?> ScalarAsync<T>(string sql, Binds binds, CancellationToken cancellationToken = default) =>
        ScalarAsync<T>(new Statement(sql, binds), cancellationToken);

    /// <summary>The first column of the first row; the <c>:name</c> binds come from an object such as <c>new { id }</c>.</summary>
    [RequiresUnreferencedCode(ReflectsOnParameters)]
    public Task<T?> ScalarAsync<T>(string sql, object parameters, CancellationToken cancellationToken = default) =>
        ScalarAsync<T>(new Statement(sql, Binds.From(parameters)), cancellationToken);

    /// <summary>Runs an interpolated statement and returns the number of rows that it changed, or -1 if it does not change rows.</summary>
    [OverloadResolutionPriority(1)]
    public Task<int> ExecuteAsync(SqlText sql, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Statement(sql), cancellationToken);

    /// <summary>Runs a statement without binds and returns the number of rows that it changed, or -1 if it does not change rows.</summary>
    public Task<int> ExecuteAsync(string sql, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Statement(sql, null), cancellationToken);

    /// <summary>Runs a statement with <c>:name</c> binds and returns the number of rows that it changed, or -1 if it does not change rows.</summary>
    public Task<int> ExecuteAsync(string sql, Binds binds, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Statement(sql, binds), cancellationToken);

    /// <summary>Runs a statement whose <c>:name</c> binds come from an object, and returns the number of rows that it changed, or -1.</summary>
    [RequiresUnreferencedCode(ReflectsOnParameters)]
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Statement(sql, Binds.From(parameters)), cancellationToken);

    /// <summary>Runs a statement and reads its results as the server's own text.</summary>
    /// <exception cref="DatabaseException">The statement or the connection failed.</exception>
    public async Task<TextResult> ReadTextAsync(string sql, Binds? binds = null, CancellationToken cancellationToken = default) =>
        new(await RunAsync(new(sql, binds), asText: true, cancellationToken).ConfigureAwait(false), Connector.Format);

    async Task<T?> ScalarAsync<T>(Statement statement, CancellationToken cancellationToken)
    {
        var cursor = await RunAsync(statement, asText: false, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            if (!await cursor.ReadAsync(cancellationToken).ConfigureAwait(false) || cursor.Reader.FieldCount == 0)
            {
                return default;
            }

            var value = cursor.Values()[0];
            return value switch
            {
                T fitting => fitting,
                null when default(T) is null => default,
                _ => ValueConversion.To<T>(value, Connector.Format.Describe(cursor.Reader)[0]),
            };
        }
    }

    async Task<int> ExecuteAsync(Statement statement, CancellationToken cancellationToken)
    {
        var cursor = await RunAsync(statement, asText: false, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            while (await cursor.NextResultAsync(cancellationToken).ConfigureAwait(false)) { }

            return cursor.Reader.RecordsAffected;
        }
    }
}
