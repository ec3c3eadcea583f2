using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;
using MySqlConnector;

namespace Dialtone.Dialects.MySql;

/// <summary>The driver's exceptions as failures.</summary>
static class MySqlErrors
{
    /// <summary>Whether the exception comes from the driver or from below it. It reports values that no type of .NET holds as failed conversions.</summary>
    public static bool Knows(Exception exception) =>
        exception
            is MySqlException
                or DatabaseException
                or OperationCanceledException
                or SocketException
                or IOException
                or AuthenticationException
                or TimeoutException
                or NotSupportedException
                or InvalidCastException
                or FormatException
                or OverflowException
                or IndexOutOfRangeException
        || exception is InvalidOperationException and not ObjectDisposedException;

    /// <summary>The failure of a statement or of a session that was open.</summary>
    public static DatabaseException Translate(Exception exception, ErrorStage stage)
    {
        if (Ours(exception) is { } own)
        {
            return own;
        }

        if (exception is MySqlException { SqlState: not null } server)
        {
            return new(FromServer(server, stage), server);
        }

        return new(
            exception switch
            {
                MySqlException { ErrorCode: MySqlErrorCode.CommandTimeoutExpired } => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Timeout,
                    What = "the statement ran into its time limit and was cancelled at the server",
                    Fix = "raise EngineOptions.StatementTimeout or read_timeout, or make the statement faster",
                    SqlState = "57014",
                },
                MySqlException { ErrorCode: MySqlErrorCode.QueryInterrupted } => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Cancelled,
                    What = exception.Message,
                    SqlState = "70100",
                },
                IndexOutOfRangeException or MySqlProtocolException => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Server,
                    What = "the server's answer is not MySQL's protocol",
                    Fix = "check what stands between client and server",
                },
                InvalidCastException or FormatException or OverflowException => new()
                {
                    Stage = ErrorStage.Result,
                    Kind = ErrorKind.Data,
                    What = "a value of the result fits no type of .NET, such as the date 0000-00-00 or a DECIMAL of more than 28 digits",
                    Fix = "cast it to char in the statement, or read the result as text",
                },
                _ when IsDisconnect(exception) => new()
                {
                    Stage = ErrorStage.Session,
                    Kind = ErrorKind.Disconnected,
                    What = "the server closed the connection unexpectedly",
                    Fix = "the server was stopped, ended the session, or something between cut the line; connect again",
                    SqlState = "08S01",
                },
                _ when Chain(exception).OfType<NotSupportedException>().FirstOrDefault() is { } unsupported => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Unsupported,
                    What = unsupported == exception ? exception.Message : $"{exception.Message}: {unsupported.Message}",
                },
                InvalidOperationException => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Statement,
                    What = exception.Message,
                },
                _ => new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Server,
                    What = exception.Message,
                },
            },
            exception
        );
    }

    /// <summary>A failure from a report of the server.</summary>
    public static Failure FromServer(MySqlException server, ErrorStage stage)
    {
        var (kind, fix) = MySqlErrorNumbers.Classify(server.Number, server.SqlState);
        var words = ServerWords.Limit(server.Message);
        return new()
        {
            Stage = kind == ErrorKind.Disconnected ? ErrorStage.Session : stage,
            Kind = kind,
            What = words,
            Fix = fix,
            SqlState = server.SqlState,
            Server = new()
            {
                SqlState = server.SqlState,
                Number = server.Number,
                Message = words,
            },
        };
    }

    /// <summary>One of our own exceptions, thrown inside a callback of the driver.</summary>
    public static DatabaseException? Ours(Exception exception) => Chain(exception).OfType<DatabaseException>().FirstOrDefault();

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
