using System.Buffers.Binary;
using Dialtone.Servers.Faults;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>What went over the wire while a client connected, in the words of PostgreSQL's own tests: <c>connect, sslreject, authok</c>.</summary>
static class NegotiationTrace
{
    const int RequestLength = 8;
    const byte TlsHandshake = 0x16;

    /// <summary>Reads the connections of one attempt to connect.</summary>
    /// <param name="connections">The connections, all over.</param>
    /// <param name="isConnected">Whether the client got in: the only thing that an encrypted line does not show.</param>
    public static string Read(IReadOnlyList<ProxiedConnection> connections, bool isConnected)
    {
        var events = connections.SelectMany(
            (connection, index) =>
                OfConnection(
                        connection.FromClient.ToArray(),
                        connection.FromServer.ToArray(),
                        isConnected && index == connections.Count - 1
                    )
                    .Prepend(index == 0 ? "connect" : "reconnect")
        );
        var text = string.Join(", ", events);
        return text.Length == 0 ? "-" : text;
    }

    static List<string> OfConnection(byte[] client, byte[] server, bool isConnected)
    {
        var outcome = isConnected ? "authok" : "authfail";
        if (client is [TlsHandshake, ..])
        {
            return server is [TlsHandshake, ..] ? ["directsslaccept", outcome] : ["directsslreject"];
        }

        var events = new List<string>();
        foreach (var answer in server)
        {
            var kind = RequestOf(client.AsSpan(Math.Min(client.Length, events.Count * RequestLength)));
            if (kind is null)
            {
                // The server answers the start-up packet, or there is none and it only says why it closes.
                events.Add(outcome);
                return events;
            }

            var isAccepted = answer is (byte)'S' or (byte)'G';
            events.Add(kind + (isAccepted ? "accept" : "reject"));
            if (isAccepted)
            {
                events.Add(outcome);
                return events;
            }
        }

        return events;
    }

    static string? RequestOf(ReadOnlySpan<byte> sent) =>
        sent.Length < RequestLength
            ? null
            : BinaryPrimitives.ReadInt32BigEndian(sent[sizeof(int)..]) switch
            {
                PostgresMessages.TlsRequest => "ssl",
                PostgresMessages.GssRequest => "gss",
                _ => null,
            };
}
