using System.Buffers.Binary;
using System.Text;

namespace Dialtone.Servers.Faults;

/// <summary>The messages that a fake PostgreSQL sends.</summary>
public static class PostgresMessages
{
    /// <summary>What a client sends to ask for TLS.</summary>
    public const int TlsRequest = 80877103;

    /// <summary>What a client sends to ask for GSSAPI encryption.</summary>
    public const int GssRequest = 80877104;

    public static byte[] AuthenticationOk { get; } = Message('R', Number(0));

    public static byte[] AuthenticationCleartextPassword { get; } = Message('R', Number(3));

    public static byte[] AuthenticationMd5Password { get; } = Message('R', [.. Number(5), 1, 2, 3, 4]);

    public static byte[] AuthenticationGss { get; } = Message('R', Number(7));

    public static byte[] AuthenticationSspi { get; } = Message('R', Number(9));

    public static byte[] ReadyForQuery { get; } = Message('Z', "I"u8);

    public static byte[] AuthenticationSasl(params IEnumerable<string> mechanisms) =>
        Message('R', [.. Number(10), .. mechanisms.SelectMany(Text), 0]);

    public static byte[] ParameterStatus(string name, string value) => Message('S', [.. Text(name), .. Text(value)]);

    public static byte[] Error(string sqlState, string message, string severity = "FATAL") =>
        Message(
            'E',
            [(byte)'S', .. Text(severity), (byte)'V', .. Text(severity), (byte)'C', .. Text(sqlState), (byte)'M', .. Text(message), 0]
        );

    public static byte[] Message(char type, ReadOnlySpan<byte> content) => [(byte)type, .. Number(content.Length + 4), .. content];

    static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    static byte[] Number(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
