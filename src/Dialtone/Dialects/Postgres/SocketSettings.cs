using System.Net.Sockets;
using Dialtone.Errors;

namespace Dialtone.Dialects.Postgres;

/// <summary>libpq's <c>keepalives*</c> and <c>tcp_user_timeout</c> on the socket of a new connection.</summary>
/// <remarks>
/// The driver has opened the socket and logged in by then, where libpq sets them before it connects: until then the limit of the connect attempt
/// holds. Source: libpq <c>PQconnectPoll</c>, <c>CONNECTION_NEEDED</c>.
/// </remarks>
static class SocketSettings
{
    // Linux's TCP_USER_TIMEOUT, for which .NET has no name. libpq knows it where the system does.
    const int TcpUserTimeout = 18;

    /// <summary>Tries the settings on a socket that connects to nobody: as in libpq, a value that the system refuses costs no connection.</summary>
    /// <exception cref="DatabaseException">The system refuses a value, in libpq's words: another address is tried.</exception>
    public static void Check(Peer peer, PostgresTarget target)
    {
        if (peer.Address is { } address && target.Options.Keepalive is { Idle: not null } or { Interval: not null } or { Count: not null })
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            Apply(socket, target);
        }
    }

    /// <summary>Sets what the target asks for; what it leaves open stays the operating system's.</summary>
    /// <exception cref="DatabaseException">The system refuses a value, in libpq's words: another address is tried.</exception>
    public static void Apply(Socket socket, PostgresTarget target)
    {
        var (keepalive, userTimeout) = (target.Options.Keepalive, target.Options.TcpUserTimeout);
        if (!keepalive.Enabled)
        {
            return;
        }

        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        Set(SocketOptionName.TcpKeepAliveTime, (int?)keepalive.Idle?.TotalSeconds, "keepalives_idle", "TCP_KEEPIDLE");
        Set(SocketOptionName.TcpKeepAliveInterval, (int?)keepalive.Interval?.TotalSeconds, "keepalives_interval", "TCP_KEEPINTVL");
        Set(SocketOptionName.TcpKeepAliveRetryCount, keepalive.Count, "keepalives_count", "TCP_KEEPCNT");
        if (OperatingSystem.IsLinux() && userTimeout is { } time)
        {
            Try(
                () =>
                    socket.SetRawSocketOption(
                        (int)SocketOptionLevel.Tcp,
                        TcpUserTimeout,
                        BitConverter.GetBytes((int)time.TotalMilliseconds)
                    ),
                "tcp_user_timeout",
                "TCP_USER_TIMEOUT"
            );
        }

        void Set(SocketOptionName name, int? value, string keyword, string systemName)
        {
            if (value is { } number)
            {
                Try(() => socket.SetSocketOption(SocketOptionLevel.Tcp, name, number), keyword, systemName);
            }
        }

        void Try(Action set, string keyword, string systemName)
        {
            try
            {
                set();
            }
            catch (SocketException exception)
            {
                throw new DatabaseException(
                    new()
                    {
                        Stage = ErrorStage.Connect,
                        Kind = ErrorKind.Unreachable,
                        What = $"setsockopt({systemName}) failed: {exception.Message}",
                        Origin = target.Origin(keyword),
                        Fix = "the operating system refuses the value: leave it out for the system's own",
                    },
                    exception
                );
            }
        }
    }
}
