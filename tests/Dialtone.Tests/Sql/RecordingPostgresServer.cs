using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dialtone.Tests.Sql;

/// <summary>A server that answers every simple query with nothing and keeps its text: what a client sends as one statement.</summary>
sealed class RecordingPostgresServer : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public RecordingPostgresServer() => listener.Start();

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Serves one client to its end.</summary>
    public async Task<List<string>> RecordAsync(CancellationToken cancellationToken)
    {
        using var client = await listener.AcceptTcpClientAsync(cancellationToken);
        var stream = client.GetStream();
        await ReadBodyAsync(stream, cancellationToken);
        await stream.WriteAsync(
            (byte[])
                [
                    .. Message('R', [0, 0, 0, 0]),
                    .. Message('S', "client_encoding\0UTF8\0"u8),
                    .. Message('S', "standard_conforming_strings\0on\0"u8),
                    .. Message('Z', "I"u8),
                ],
            cancellationToken
        );
        var queries = new List<string>();
        var kind = new byte[1];
        while (await stream.ReadAsync(kind, cancellationToken) > 0)
        {
            var body = await ReadBodyAsync(stream, cancellationToken);
            if (kind[0] == 'X')
            {
                break;
            }
            queries.Add(Encoding.UTF8.GetString(body.AsSpan().TrimEnd((byte)0)));
            await stream.WriteAsync((byte[])[.. Message('I', []), .. Message('Z', "I"u8)], cancellationToken);
        }
        return queries;
    }

    public void Dispose() => listener.Dispose();

    static byte[] Message(char kind, ReadOnlySpan<byte> body)
    {
        var message = new byte[5 + body.Length];
        message[0] = (byte)kind;
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message.AsSpan(5));
        return message;
    }

    static async Task<byte[]> ReadBodyAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, cancellationToken);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return body;
    }
}
