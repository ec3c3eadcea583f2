using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Npgsql;
using Npgsql.Internal;

namespace Dialtone.Dialects.Postgres;

/// <summary>The socket below a connection of the driver, which has settings of libpq's that the driver does not know.</summary>
/// <remarks>The driver keeps it private. The accessors are resolved when the program is compiled or first runs: no reflection.</remarks>
static class DriverSocket
{
    /// <summary>The socket of a connection that is open.</summary>
    public static Socket Of(NpgsqlConnection connection) => SocketOf(ConnectorOf(connection)!);

    /// <summary>The socket of a connection, or <see langword="null"/> if it is not open any more.</summary>
    public static Socket? TryOf(NpgsqlConnection connection) => ConnectorOf(connection) is { } connector ? SocketOf(connector) : null;

#pragma warning disable NPG9001 // Marked as subject to change; SocketParameterTests tell when it does.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Connector")]
    static extern NpgsqlConnector? ConnectorOf(NpgsqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_socket")]
    static extern ref Socket SocketOf(NpgsqlConnector connector);
#pragma warning restore NPG9001
}
