using System.Buffers.Binary;
using System.Text;

namespace Dialtone.Diagnosis.Probing;

/// <summary>As much of MySQL's protocol as it takes to look at a server: the greeting and the request for TLS.</summary>
static class MySqlProbe
{
    const uint TlsFlag = 0x800;
    const uint ClientFlags = 0x200 | 0x8000 | 0x80000 | TlsFlag;
    const int LongestPacket = 64 * 1024;

    /// <summary>Reads the greeting.</summary>
    /// <returns>The greeting, or what else the peer is.</returns>
    public static async Task<(MySqlGreeting? Greeting, PeerAnswer Answer)> ReadGreetingAsync(
        Stream stream,
        CancellationToken cancellationToken
    )
    {
        var packet = new List<byte>();
        try
        {
            do
            {
                var some = await ProbeSocket.ReadSomeAsync(stream, 1024, cancellationToken).ConfigureAwait(false);
                if (some.Length == 0)
                {
                    return (null, packet.Count == 0 ? new(PeerKind.Closed) : Stranger(packet));
                }

                packet.AddRange(some);
            } while (packet.Count < 5 || (IsMySql(packet) && packet.Count < Length(packet) + 4));
        }
        catch (OperationCanceledException)
        {
            return (null, new(PeerKind.Silent));
        }

        if (!IsMySql(packet))
        {
            return (null, Stranger(packet));
        }

        var greeting = Parse(packet.ToArray().AsSpan(4));
        return (
            greeting,
            greeting.Error is { } error ? new(PeerKind.Error, error) : new(greeting.OffersTls ? PeerKind.Tls : PeerKind.NoTls)
        );
    }

    /// <summary>Asks for TLS; the server says nothing before the handshake.</summary>
    public static async Task RequestTlsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = new byte[36];
        request[0] = 32;
        request[3] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), ClientFlags);
        BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(8), 1 << 24);
        request[12] = 45;
        await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
    }

    static bool IsMySql(List<byte> packet) => packet[3] == 0 && packet[4] is 10 or 0xff && Length(packet) is > 1 and < LongestPacket;

    static int Length(List<byte> packet) => packet[0] | packet[1] << 8 | packet[2] << 16;

    static PeerAnswer Stranger(List<byte> bytes)
    {
        var head = bytes.Take(512).ToArray();
        return new(PeerKind.Stranger, PeerBanner.NameOf(head) ?? $"unknown, it said \"{PeerBanner.Show(head)}\"");
    }

    static MySqlGreeting Parse(ReadOnlySpan<byte> content)
    {
        if (content[0] == 0xff)
        {
            var text = Encoding.UTF8.GetString(content[Math.Min(3, content.Length)..]);
            var number = content.Length > 2 ? content[1] | content[2] << 8 : 0;
            return new("", false, "", number, text is ['#', ..] && text.Length > 6 ? text[6..] : text);
        }

        var end = content.IndexOf((byte)0);
        if (end < 0 || content.Length < end + 32)
        {
            return new(end < 0 ? "" : Encoding.UTF8.GetString(content[1..end]), false, "");
        }

        var version = Encoding.UTF8.GetString(content[1..end]);
        // Thread (4), salt (8), filler (1), low flags (2), charset (1), status (2), high flags (2), salt length (1), filler (10), salt.
        var rest = content[(end + 14)..];
        var flags = (uint)(rest[0] | rest[1] << 8 | rest[5] << 16 | rest[6] << 24);
        var plugin = rest[(8 + 10 + Math.Max(13, rest[7] - 8))..];
        var close = plugin.IndexOf((byte)0);
        return new(version, (flags & TlsFlag) != 0, Encoding.UTF8.GetString(close < 0 ? plugin : plugin[..close]));
    }
}
