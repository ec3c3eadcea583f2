using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>The driver's exceptions as failures, in libpq's words where libpq has them.</summary>
static class PostgresErrors
{
    /// <summary>Whether the exception comes from the driver or from below it.</summary>
    public static bool Knows(Exception exception) =>
        exception
            is NpgsqlException
                or DatabaseException
                or SocketException
                or IOException
                or AuthenticationException
                or OperationCanceledException
                or TimeoutException
                or OutOfMemoryException;

    /// <summary>The failure of a statement or of a session that was open.</summary>
    public static DatabaseException Translate(Exception exception, ErrorStage stage)
    {
        if (Ours(exception) is { } own)
        {
            return own;
        }

        if (exception is PostgresException server)
        {
            var failure = FromServer(server, stage, server.MessageText) with { Fix = Advice(server) };
            return new(IsServerTimeout(server) ? failure with { Kind = ErrorKind.Timeout } : failure, server);
        }

        return exception is OutOfMemoryException
                ? new(
                    new()
                    {
                        Stage = ErrorStage.Session,
                        Kind = ErrorKind.Disconnected,
                        What = "the server announced a message that does not fit into memory: the session was ended",
                        Fix = "ask for less in one row; if the rows are small, find out what the server is",
                        SqlState = "08P01",
                    },
                    exception
                )
            : IsTimeout(exception)
                ? new(
                    new()
                    {
                        Stage = stage,
                        Kind = ErrorKind.Timeout,
                        What = "the statement ran into its time limit and was cancelled at the server",
                        Fix = "raise EngineOptions.StatementTimeout, or make the statement faster",
                        SqlState = "57014",
                    },
                    exception
                )
            : IsDisconnect(exception)
                ? new(
                    new()
                    {
                        Stage = ErrorStage.Session,
                        Kind = ErrorKind.Disconnected,
                        What = "server closed the connection unexpectedly",
                        Fix = "the server was stopped, or something between cut the line; connect again",
                        SqlState = "08006",
                    },
                    exception
                )
            : new(
                new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Server,
                    What = exception.Message,
                },
                exception
            );
    }

    // One code stands for the caller's cancelling and for the server's own limit; only the words tell them apart.
    static bool IsServerTimeout(PostgresException server) =>
        server.SqlState == "57014" && server.MessageText.Contains("statement timeout", StringComparison.Ordinal);

    static string? Advice(PostgresException server) =>
        server switch
        {
            _ when IsServerTimeout(server) =>
                "raise EngineOptions.StatementTimeout or the server's statement_timeout, or make the statement faster",
            // Values travel in binary form, which a few types do not have.
            { SqlState: "42883" } when server.MessageText.StartsWith("no binary output function", StringComparison.Ordinal) =>
                "cast the column to text in the statement",
            // A text or NULL has the type that its place in the statement asks for; some places take anything.
            { SqlState: "42P18" } => "give the parameter a type in the statement, such as :name::text",
            _ => null,
        };

    /// <summary>A failure from a report of the server.</summary>
    public static Failure FromServer(PostgresException server, ErrorStage stage, string what) =>
        new()
        {
            Stage = stage,
            Kind = SqlStates.Classify(server.SqlState),
            What = what,
            SqlState = server.SqlState,
            Server = new()
            {
                Severity = server.InvariantSeverity is { Length: > 0 } severity ? severity : server.Severity,
                SqlState = server.SqlState,
                Message = server.MessageText,
                Detail = server.Detail,
                Hint = server.Hint,
                Context = server.Where,
                Position = server.Position,
                Constraint = server.ConstraintName,
            },
        };

    /// <summary>One of our own exceptions, thrown inside a callback of the driver.</summary>
    public static DatabaseException? Ours(Exception exception) => Chain(exception).OfType<DatabaseException>().FirstOrDefault();

    /// <summary>Whether a time limit of the driver ended the wait.</summary>
    public static bool IsTimeout(Exception exception) => Chain(exception).Any(inner => inner is TimeoutException);

    /// <summary>Whether the line was cut.</summary>
    public static bool IsDisconnect(Exception exception) =>
        Chain(exception).Any(inner => inner is EndOfStreamException or SocketException or IOException or ObjectDisposedException);

    /// <summary>An exception and everything inside it.</summary>
    public static IEnumerable<Exception> Chain(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            yield return exception;
        }
    }
}
