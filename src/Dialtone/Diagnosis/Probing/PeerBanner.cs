using System.Text;

namespace Dialtone.Diagnosis.Probing;

/// <summary>Tells services apart by the first bytes that they send.</summary>
static class PeerBanner
{
    /// <summary>The service, or <see langword="null"/> if the bytes are nobody's that is known.</summary>
    public static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        // A MySQL greeting: a packet with the number 0 whose first byte is the version of the protocol, or an error.
        if (bytes.Length > 5 && bytes[3] == 0 && bytes[4] is 10 or 0xff)
        {
            return "a MySQL or MariaDB server";
        }

        return bytes.StartsWith("SSH-"u8) ? "an SSH server"
            : bytes.StartsWith("HTTP/"u8) ? "an HTTP server"
            : bytes.StartsWith("220"u8) ? "a mail or FTP server"
            : bytes.StartsWith("-ERR"u8) || bytes.StartsWith("+OK"u8) ? "a Redis or POP3 server"
            : bytes is [0x15, 3, ..] ? "a server that speaks TLS from the first byte"
            : null;
    }

    /// <summary>The bytes as evidence: printable ones as text.</summary>
    public static string Show(ReadOnlySpan<byte> bytes) =>
        ReportText.Clean(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 80)]).Replace("\r\n", " ", StringComparison.Ordinal));
}
