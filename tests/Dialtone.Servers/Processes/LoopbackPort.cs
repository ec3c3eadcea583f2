using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Dialtone.Servers.Processes;

/// <summary>Free loopback ports below the range from which the system serves outgoing connections, so that nothing else takes them by chance.</summary>
public static class LoopbackPort
{
    // Held until the process ends, so that two processes of tests never choose the same port.
    static readonly ConcurrentBag<FileStream> Claims = [];

    static readonly string ClaimFolder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "dialtone-test-ports")).FullName;

    /// <summary>A port that is free on 127.0.0.1 and, where there is IPv6, on ::1; nobody else is given it.</summary>
    public static int Free()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            if (IsFree(IPAddress.Loopback, port) && (!HasIPv6 || IsFree(IPAddress.IPv6Loopback, port)) && Claim(port))
                return port;
        }
        throw new InvalidOperationException("No free loopback port between 20000 and 32000.");
    }

    static bool Claim(int port)
    {
        try
        {
            var path = Path.Combine(ClaimFolder, $"{port}");
            Claims.Add(new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose));
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static bool HasIPv6 { get; } = Socket.OSSupportsIPv6 && IsFree(IPAddress.IPv6Loopback, 0);

    /// <summary>Whether somebody accepts connections on 127.0.0.1.</summary>
    public static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
