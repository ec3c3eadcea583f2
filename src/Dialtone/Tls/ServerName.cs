using System.Buffers;

namespace Dialtone.Tls;

/// <summary>The name that a client sends in its first message (SNI), by libpq's rule.</summary>
static class ServerName
{
    static readonly SearchValues<char> DigitsAndDots = SearchValues.Create("0123456789.");

    /// <summary>The host, or nothing for an address: digits and dots only, or a colon anywhere.</summary>
    public static string For(string? host, bool send) =>
        send && host is { Length: > 0 } && host.AsSpan().ContainsAnyExcept(DigitsAndDots) && !host.Contains(':', StringComparison.Ordinal)
            ? host
            : "";
}
