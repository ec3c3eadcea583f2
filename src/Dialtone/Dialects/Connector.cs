using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone.Dialects;

/// <summary>Opens the connections of one resolved target through a driver, and speaks for that driver: the rest never names one.</summary>
abstract class Connector(ResolvedTarget target) : IAsyncDisposable
{
    readonly KnownTouches touches = new();
    readonly KnownTexts texts = new();

    /// <summary>What the connector connects to.</summary>
    public ResolvedTarget Target { get; } = target;

    /// <summary>The dialect's lexical rules.</summary>
    public abstract SqlSyntax Syntax { get; }

    /// <summary>How the driver names parameters.</summary>
    public abstract BindStyle BindStyle { get; }

    /// <summary>A text as a literal of the dialect.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL.</exception>
    public abstract string QuoteLiteral(string text);

    /// <summary>How results are described and written as text.</summary>
    public abstract ResultFormat Format { get; }

    /// <summary>Whether a failed statement makes the whole transaction fail, as PostgreSQL does.</summary>
    public virtual bool FailureAbortsTransaction => false;

    /// <summary>The limit of one statement that the target itself sets, used where the engine has none; <see cref="TimeSpan.Zero"/> means none.</summary>
    public virtual TimeSpan DefaultStatementTimeout => TimeSpan.Zero;

    /// <summary>Whether rows that nobody reads come over the wire all the same, until the statement is cancelled.</summary>
    public virtual bool SendsUnreadRows => false;

    /// <summary>
    /// Whether plain statements may touch a session through code in the database: always, never, or, if <see langword="null"/>, as
    /// <see cref="HoldsSessionCodeAsync"/> says.
    /// </summary>
    public virtual bool? AlwaysHoldsSessionCode => true;

    /// <summary>An open connection of the driver, which keeps no pool; disposing it ends the session.</summary>
    /// <exception cref="DatabaseException">No host of the target could be reached as the policy demands.</exception>
    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A connection that is not open yet, whose session comes from a pool.</summary>
    public virtual DeferredConnection CreateConnection(ISessionSource source) => new(this, source);

    /// <summary>Whether <see cref="Cut"/> can end a session while its driver is at work.</summary>
    public virtual bool CanCut => false;

    /// <summary>Ends a session's line under its driver, which fails then; from any thread.</summary>
    public virtual void Cut(DbConnection session) { }

    /// <summary>Whether an idle session still answers, in the role that the target asks for.</summary>
    public abstract ValueTask<bool> IsFitAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Takes a session's state back to what it was when it was opened; false if only a new session will do.</summary>
    public abstract ValueTask<bool> ResetAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Ends a transaction that a statement may have left open.</summary>
    public abstract ValueTask RollBackAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Whether the database holds code that could touch a session when a plain statement runs.</summary>
    public virtual ValueTask<bool> HoldsSessionCodeAsync(DbConnection session, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AlwaysHoldsSessionCode ?? true);

    /// <summary>Begins a transaction; <see cref="IsolationLevel.Unspecified"/> means the server's own isolation.</summary>
    public virtual ValueTask<DbTransaction> BeginAsync(
        DbConnection session,
        IsolationLevel isolationLevel,
        bool isReadOnly,
        bool isDeferrable,
        CancellationToken cancellationToken
    ) => session.BeginTransactionAsync(isolationLevel, cancellationToken);

    /// <summary>What a session is connected to, and how.</summary>
    public abstract ValueTask<ConnectionInfo> DescribeAsync(DbConnection session, CancellationToken cancellationToken);

    /// <summary>Makes the session as it was before a read-only transaction, which is over.</summary>
    public virtual ValueTask EndReadOnlyAsync(DbConnection session) => default;

    /// <summary>How two-phase commit is spelled; <see langword="null"/> where it is not offered.</summary>
    public virtual TwoPhaseSql? TwoPhase => null;

    /// <summary>Statements that have the server keep a statement's time limit, or empty where it cannot, or need not.</summary>
    public virtual string LimitSql(TimeSpan statementTimeout) => "";

    /// <summary>How far a statement can change its session, as its text tells.</summary>
    public SessionTouch TouchOf(string sql) => touches.Of(sql, Syntax);

    /// <summary>A composed statement as the driver takes it.</summary>
    public BoundSql Compile(SqlText sql) => texts.Compile(sql, Syntax, BindStyle);

    /// <summary>The server's process that an open connection was told it has; <see langword="null"/> where servers do not tell.</summary>
    public virtual int? BackendProcessOf(DbConnection connection) => null;

    /// <summary>A command of the driver without text and connection.</summary>
    public abstract DbCommand CreateCommand();

    /// <summary>Adds a value; the name is empty where the driver counts places.</summary>
    public abstract void Bind(DbCommand command, string name, object? value);

    /// <summary>Runs a command that has its connection.</summary>
    public virtual Task<DbDataReader> ExecuteAsync(DbCommand command, CancellationToken cancellationToken) =>
        command.ExecuteReaderAsync(cancellationToken);

    /// <summary>Whether <see cref="ExecuteBatchAsync"/> can be had.</summary>
    public virtual bool HasBatches => false;

    /// <summary>Sends several statements in one round trip, all of which succeed or none; the failure says which one it was.</summary>
    /// <returns>The number of rows that each changed, or -1.</returns>
    public virtual Task<int[]> ExecuteBatchAsync(
        DbConnection session,
        IReadOnlyList<BoundSql> statements,
        int timeout,
        CancellationToken cancellationToken
    ) => throw Lacks("batches", "run the statements one by one");

    /// <summary>Asks for the server's own text instead of typed values.</summary>
    public abstract void AskForText(DbCommand command);

    /// <summary>Sends a stream to the server's <c>COPY … FROM STDIN</c>; nothing of it stays if the stream fails.</summary>
    /// <exception cref="DatabaseException">The dialect has no such statement.</exception>
    public virtual Task<long> CopyInAsync(DbConnection connection, string statement, Stream source, CancellationToken cancellationToken) =>
        throw NoCopy();

    /// <summary>Writes what the server's <c>COPY … TO STDOUT</c> sends to a stream.</summary>
    /// <exception cref="DatabaseException">The dialect has no such statement.</exception>
    public virtual Task<long> CopyOutAsync(
        DbConnection connection,
        string statement,
        Stream destination,
        CancellationToken cancellationToken
    ) => throw NoCopy();

    /// <summary>Has the notifications of a session handed over until the registration is disposed.</summary>
    /// <exception cref="DatabaseException">The dialect has no notifications.</exception>
    public virtual IDisposable Receive(DbConnection session, Action<Notification> receive) =>
        throw Lacks("notifications", "look for changes with a query");

    /// <summary>Has a session listen to channels.</summary>
    public virtual Task ListenAsync(DbConnection session, IEnumerable<string> channels, CancellationToken cancellationToken) =>
        throw Lacks("notifications", "look for changes with a query");

    /// <summary>Waits until a session has received something.</summary>
    public virtual Task WaitAsync(DbConnection session, CancellationToken cancellationToken) =>
        throw Lacks("notifications", "look for changes with a query");

    /// <summary>The server's number of a column's type; 0 where types have none.</summary>
    public virtual uint TypeIdOf(DbDataReader reader, int ordinal) => 0;

    /// <summary>Whether several rows that are inserted by one statement return their keys in their order.</summary>
    public virtual bool ReturnsKeysInOrder => true;

    /// <summary>Starts the server's own bulk path for a plan's rows; <see langword="null"/> if there is none for these columns.</summary>
    /// <returns>The number of rows.</returns>
    public virtual Task<long>? InsertAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        DbConnection session,
        string table,
        InsertPlan<TRow> plan,
        RowSource<TRow> rows,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    ) => null;

    /// <summary>The driver's exception as ours; one of ours inside it comes out as it is.</summary>
    public abstract DatabaseException Translate(Exception exception, ErrorStage stage);

    /// <summary>Whether an exception is one that <see cref="Translate"/> knows.</summary>
    public abstract bool Knows(Exception exception);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    DatabaseException NoCopy() => Lacks("COPY", "insert the rows with InsertAsync, or with statements");

    DatabaseException Lacks(string what, string fix) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Unsupported,
                What = $"{Syntax.Name} has no {what}",
                Fix = fix,
            }
        );
}
