using System.Data;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using MySqlConnector;

namespace Dialtone.Dialects.MySql;

/// <summary>The socket below a connection of the driver, which keeps it private.</summary>
/// <remarks>The accessors are resolved when the program is compiled or first runs: no reflection. HostileServerTests tell when they are outdated.</remarks>
static class DriverSocket
{
    /// <summary>The socket of a connection, or <see langword="null"/> if it is not open any more.</summary>
    public static Socket? TryOf(MySqlConnection connection)
    {
        try
        {
            return connection.State == ConnectionState.Open ? SocketOf(SessionOf(connection)) : null;
        }
        catch (InvalidOperationException)
        {
            // Closed meanwhile.
            return null;
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_Session")]
    [return: UnsafeAccessorType("MySqlConnector.Core.ServerSession, MySqlConnector")]
    static extern object SessionOf(MySqlConnection connection);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "m_socket")]
    static extern ref Socket? SocketOf([UnsafeAccessorType("MySqlConnector.Core.ServerSession, MySqlConnector")] object session);
}
