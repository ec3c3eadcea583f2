using System.Buffers.Binary;
using System.Text;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Probing;

/// <summary>As much of PostgreSQL's protocol as it takes to look at a server: the request for TLS and a login up to the question for a password.</summary>
static class PostgresProbe
{
    const int TlsRequest = 80877103;
    const int ProtocolVersion = 3 << 16;
    const int FirstAnswer = 512;
    const int LongestMessage = 64 * 1024;

    /// <summary>Asks for TLS.</summary>
    public static async Task<PeerAnswer> RequestTlsAsync(Stream stream, CancellationToken cancellationToken)
    {
        var request = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(4), TlsRequest);
        byte[] answer;
        try
        {
            await stream.WriteAsync(request, cancellationToken).ConfigureAwait(false);
            answer = await ProbeSocket.ReadSomeAsync(stream, FirstAnswer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException)
        {
            answer = [];
        }
        catch (OperationCanceledException)
        {
            return new(PeerKind.Silent);
        }

        return answer switch
        {
            [] => new(PeerKind.Closed),
            [(byte)'S'] => new(PeerKind.Tls),
            [(byte)'N'] => new(PeerKind.NoTls),
            [(byte)'E', ..] => new(PeerKind.Error, ErrorText(answer)),
            _ => new(PeerKind.Stranger, PeerBanner.NameOf(answer) ?? $"unknown, it said \"{PeerBanner.Show(answer)}\""),
        };
    }

    /// <summary>Logs in and stops at the question for a password; closes nothing.</summary>
    public static async Task<StartupAnswer> LoginAsync(
        Stream stream,
        IEnumerable<(string Name, string Value)> parameters,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await stream.WriteAsync(Startup(parameters), cancellationToken).ConfigureAwait(false);
            return await ReadAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EndOfStreamException)
        {
            return new() { IsClosed = true };
        }
    }

    static async Task<StartupAnswer> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var answer = new StartupAnswer();
        var head = new byte[5];
        while (true)
        {
            await stream.ReadExactlyAsync(head, cancellationToken).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(1)) - 4;
            if (length is < 0 or > LongestMessage)
            {
                throw new InvalidDataException($"the server does not speak PostgreSQL's protocol: \"{PeerBanner.Show(head)}\"");
            }

            var content = new byte[length];
            await stream.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
            switch ((char)head[0])
            {
                case 'E':
                    return answer with { Error = Report(content) };
                case 'R' when length >= 4 && BinaryPrimitives.ReadInt32BigEndian(content) is var method:
                    answer = answer with { Method = method, Mechanisms = method == 10 ? Texts(content.AsSpan(4)) : [] };
                    if (method != 0)
                    {
                        return answer;
                    }

                    break;
                case 'Z':
                    return answer;
            }
        }
    }

    static byte[] Startup(IEnumerable<(string Name, string Value)> parameters)
    {
        var content = new List<byte>(256);
        foreach (var (name, value) in parameters)
        {
            content.AddRange([.. Encoding.UTF8.GetBytes(name), 0, .. Encoding.UTF8.GetBytes(value), 0]);
        }

        var message = new byte[content.Count + 9];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), ProtocolVersion);
        content.CopyTo(message, 8);
        return message;
    }

    static ServerReport Report(ReadOnlySpan<byte> content)
    {
        var fields = new Dictionary<char, string>();
        while (content.Length > 1 && content[0] != 0)
        {
            var field = (char)content[0];
            content = content[1..];
            var end = content.IndexOf((byte)0);
            fields[field] = Encoding.UTF8.GetString(end < 0 ? content : content[..end]);
            content = end < 0 ? [] : content[(end + 1)..];
        }

        return new()
        {
            Severity = fields.GetValueOrDefault('S', "FATAL"),
            SqlState = fields.GetValueOrDefault('C'),
            Message = fields.GetValueOrDefault('M', ""),
            Detail = fields.GetValueOrDefault('D'),
            Hint = fields.GetValueOrDefault('H'),
        };
    }

    // Servers that are full still answer as PostgreSQL 6 did: the letter and a text.
    static string ErrorText(ReadOnlySpan<byte> answer) =>
        answer.Length > 9 && BinaryPrimitives.ReadInt32BigEndian(answer[1..]) is > 4 and < LongestMessage
            ? Report(answer[5..]).Message
            : Encoding.UTF8.GetString(answer[1..]).TrimEnd('\0', '\n');

    static string[] Texts(ReadOnlySpan<byte> content) =>
        Encoding.ASCII.GetString(content).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
