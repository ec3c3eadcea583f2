using System.Data.Common;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone.Dialects;

/// <summary>Opens the connections of one resolved target through a driver, and speaks for that driver: the rest never names one.</summary>
abstract class Connector(ResolvedTarget target) : IAsyncDisposable
{
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

    /// <summary>An open connection; disposing it gives it back to the driver's pool.</summary>
    /// <exception cref="DatabaseException">No host of the target could be reached as the policy demands.</exception>
    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A connection that is not open yet.</summary>
    public virtual DeferredConnection CreateConnection() => new(this);

    /// <summary>A command of the driver without text and connection.</summary>
    public abstract DbCommand CreateCommand();

    /// <summary>Adds a value; the name is empty where the driver counts places.</summary>
    public abstract void Bind(DbCommand command, string name, object? value);

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

    /// <summary>The driver's exception as ours; one of ours inside it comes out as it is.</summary>
    public abstract DatabaseException Translate(Exception exception, ErrorStage stage);

    /// <summary>Whether an exception is one that <see cref="Translate"/> knows.</summary>
    public abstract bool Knows(Exception exception);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    DatabaseException NoCopy() =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Unsupported,
                What = $"{Syntax.Name} has no COPY",
                Fix = "insert the rows with statements",
            }
        );
}
