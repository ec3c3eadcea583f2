using System.Net;
using System.Net.Sockets;

namespace Dialtone.Cli.Demo;

/// <summary>A port on which the server can listen, on every loopback address of this machine.</summary>
/// <param name="Number">The port.</param>
/// <param name="Addresses">The loopback addresses: IPv4, and IPv6 where the machine has it.</param>
sealed record LoopbackPort(int Number, IReadOnlyList<IPAddress> Addresses)
{
    const int Attempts = 20;

    /// <summary>The port that was asked for, or any free one.</summary>
    /// <exception cref="UsageException">The port is taken.</exception>
    public static LoopbackPort Choose(int? asked)
    {
        IPAddress[] addresses =
        [
            .. new[] { IPAddress.Loopback, IPAddress.IPv6Loopback }.Where(address => TryListen(address, 0) is not null),
        ];
        if (asked is { } port)
        {
            return IsFree(port, addresses)
                ? new(port, addresses)
                : throw new UsageException($"port {port} is taken", "--port", "name another port, or leave --port out to get a free one");
        }

        for (var attempt = 0; attempt < Attempts && addresses.Length > 0; attempt++)
        {
            if (TryListen(addresses[0], 0) is { } free && IsFree(free, addresses))
            {
                return new(free, addresses);
            }
        }

        throw new UsageException("there is no free port on the loopback addresses");
    }

    static bool IsFree(int port, IPAddress[] addresses) => Array.TrueForAll(addresses, address => TryListen(address, port) is not null);

    static int? TryListen(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
