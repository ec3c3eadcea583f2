using System.Net;
using System.Net.Sockets;

namespace Dialtone.Diagnosis.Probing;

/// <summary>Opens sockets for looking.</summary>
static class ProbeSocket
{
    /// <summary>An open stream to an address or a Unix socket.</summary>
    /// <exception cref="SocketException">Nobody listens.</exception>
    public static async Task<NetworkStream> OpenAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket =
            endPoint is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What comes next, at most this many bytes; nothing if the peer closed.</summary>
    public static async Task<byte[]> ReadSomeAsync(Stream stream, int maximum, CancellationToken cancellationToken)
    {
        var buffer = new byte[maximum];
        try
        {
            var count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return buffer[..count];
        }
        catch (IOException)
        {
            return [];
        }
    }
}
