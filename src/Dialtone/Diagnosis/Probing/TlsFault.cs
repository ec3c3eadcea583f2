using System.Globalization;

namespace Dialtone.Diagnosis.Probing;

/// <summary>Why TLS came to nothing.</summary>
/// <param name="Reason">The TLS library's words.</param>
/// <param name="Alert">The number of the alert that the peer sent; <see langword="null"/> if it sent none.</param>
/// <param name="IsCut">Whether the peer just closed.</param>
sealed record TlsFault(string Reason, int? Alert, bool IsCut)
{
    /// <summary>The fault that an exception of the platform's TLS reports.</summary>
    public static TlsFault Of(Exception exception)
    {
        string? words = null;
        var last = exception.Message;
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            last = inner.Message;
            if (inner.Message.Contains("SSL routines:", StringComparison.Ordinal))
            {
                words = inner.Message;
            }
        }

        return words is null
            ? new(last, null, exception is EndOfStreamException || IsCutOff(exception))
            : new(words[(words.LastIndexOf(':') + 1)..].Trim(), AlertOf(words), false);
    }

    // OpenSSL numbers the reason "peer sent alert N" as 1000 + N, in the low twelve bits of its error code.
    static int? AlertOf(string words)
    {
        const string Head = "error:";
        var start = words.IndexOf(Head, StringComparison.Ordinal) + Head.Length;
        return
            start >= Head.Length
            && words.Length >= start + 8
            && uint.TryParse(words.AsSpan(start, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            && (code & 0xfff) is >= 1000 and < 1256 and var reason
            ? (int)reason - 1000
            : null;
    }

    static bool IsCutOff(Exception exception) =>
        exception is IOException { InnerException: null or System.Net.Sockets.SocketException }
        || (exception.InnerException is { } inner && IsCutOff(inner));

    /// <summary>The fault as evidence.</summary>
    public string Describe() =>
        Alert is { } number ? $"TLS alert {number} {TlsAlerts.NameOf(number)}: {TlsAlerts.MeaningOf(number)}"
        : IsCut ? "the server closed the connection in the handshake without a TLS alert"
        : Reason;
}
