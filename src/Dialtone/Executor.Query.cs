using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

public abstract partial class Executor
{
    const string ReflectsOnParameters =
        "Reads the properties of the parameter object by reflection. In a trimmed program, use Binds or an interpolated string.";

    const DynamicallyAccessedMemberTypes RecordMembers =
        DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties;

    /// <summary>Streams the rows of an interpolated statement; every hole becomes a parameter.</summary>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<Row> QueryAsync(SqlText sql, CancellationToken cancellationToken = default) =>
        RowsAsync(new(sql), cancellationToken);

    /// <summary>Streams the rows of a statement without binds.</summary>
    public IAsyncEnumerable<Row> QueryAsync(string sql, CancellationToken cancellationToken = default) =>
        RowsAsync(new(sql, null), cancellationToken);

    /// <summary>Streams the rows of a statement with <c>:name</c> binds.</summary>
    public IAsyncEnumerable<Row> QueryAsync(string sql, Binds binds, CancellationToken cancellationToken = default) =>
        RowsAsync(new(sql, binds), cancellationToken);

    /// <summary>Streams the rows of a statement with <c>:name</c> binds, taken from an object such as <c>new { rating }</c>.</summary>
    [RequiresUnreferencedCode(ReflectsOnParameters)]
    public IAsyncEnumerable<Row> QueryAsync(string sql, object parameters, CancellationToken cancellationToken = default) =>
        RowsAsync(new(sql, Binds.From(parameters)), cancellationToken);

    /// <summary>Streams an interpolated statement's rows as values, tuples, records or classes.</summary>
    [OverloadResolutionPriority(1)]
    public IAsyncEnumerable<T> QueryAsync<[DynamicallyAccessedMembers(RecordMembers)] T>(
        SqlText sql,
        CancellationToken cancellationToken = default
    ) => RecordsAsync<T>(new(sql), cancellationToken);

    /// <summary>Streams the rows of a statement without binds as values, tuples, records or classes.</summary>
    public IAsyncEnumerable<T> QueryAsync<[DynamicallyAccessedMembers(RecordMembers)] T>(
        string sql,
        CancellationToken cancellationToken = default
    ) => RecordsAsync<T>(new(sql, null), cancellationToken);

    /// <summary>Streams the rows of a statement with <c>:name</c> binds as values, tuples, records or classes.</summary>
    public IAsyncEnumerable<T> QueryAsync<[DynamicallyAccessedMembers(RecordMembers)] T>(
        string sql,
        Binds binds,
        CancellationToken cancellationToken = default
    ) => RecordsAsync<T>(new(sql, binds), cancellationToken);

    /// <summary>Streams rows as values, tuples, records or classes; the <c>:name</c> binds come from an object such as <c>new { ids }</c>.</summary>
    [RequiresUnreferencedCode(ReflectsOnParameters)]
    public IAsyncEnumerable<T> QueryAsync<[DynamicallyAccessedMembers(RecordMembers)] T>(
        string sql,
        object parameters,
        CancellationToken cancellationToken = default
    ) => RecordsAsync<T>(new(sql, Binds.From(parameters)), cancellationToken);

    private protected async IAsyncEnumerable<T> RecordsAsync<[DynamicallyAccessedMembers(RecordMembers)] T>(
        Statement statement,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var cursor = await RunAsync(statement, asText: false, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            var shape = Context.Shapes.Find<T>(cursor.Sql, cursor.Reader, Connector.Format);
            while (await cursor.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return shape.Build(cursor.Values());
            }
        }
    }
}
