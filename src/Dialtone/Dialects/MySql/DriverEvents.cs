using System.Net.Security;
using System.Net.Sockets;
using Dialtone.Errors;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dialtone.Dialects.MySql;

/// <summary>Listens to what the driver reports while it connects: the only place where a request for the password can be refused.</summary>
/// <remarks>
/// A server may ask for the password in clear text at any time. The driver sends it over TCP to a loopback address, where a tunnel may begin, and
/// over TLS whose server nobody verified; it reports the request first, and an exception at that point ends the attempt. Its reports also carry
/// the reason of a failed connect, which its exception has lost.
/// </remarks>
sealed class DriverEvents(bool refusesClearText) : ILoggerFactory, ILogger
{
    static readonly AsyncLocal<SocketTrace?> Flow = new();

    /// <summary>Begins to note why sockets fail in this flow.</summary>
    public static SocketTrace Begin() => Flow.Value = new();

    /// <summary>Notes the TLS of the connection that is being opened in this flow.</summary>
    public static void Secured(SslStream stream) => Flow.Value?.Tls = stream;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        categoryName is "MySqlConnector.ConnectionPool" or "MySqlConnector.MySqlConnection" ? this : NullLogger.Instance;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => refusesClearText || logLevel >= LogLevel.Information;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (exception is SocketException socket && Flow.Value is { } failure)
        {
            failure.Reason = socket;
        }

        if (
            refusesClearText
            && eventId.Name == "SwitchingToAuthenticationMethod"
            && formatter(state, exception).Contains("mysql_clear_password", StringComparison.Ordinal)
        )
        {
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Authentication,
                    Kind = ErrorKind.Authentication,
                    What = "the server asks for the password in clear text, and nothing proves who it is",
                    Fix = "use ssl_mode=VERIFY_IDENTITY with ssl_ca, or the server's Unix socket; the password was not sent",
                }
            );
        }
    }

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) { }

    /// <inheritdoc/>
    public void Dispose() { }

    /// <summary>The attempt of the current flow.</summary>
    public static SocketTrace? Current => Flow.Value;

    /// <summary>What became of the last socket of a flow.</summary>
    public sealed class SocketTrace
    {
        /// <summary>The stream, if it is encrypted.</summary>
        public SslStream? Tls { get; set; }

        /// <summary>Why it could not be opened.</summary>
        public SocketException? Reason { get; set; }

        /// <summary>Whether the server has shown a certificate on it: what came before could be anybody's.</summary>
        public bool HasTls { get; set; }
    }
}
