using System.Net.Security;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.MySql;

/// <summary>Cipher suites in OpenSSL's spelling, which MySQL's <c>ssl_cipher</c> uses, as the standard's names.</summary>
static class OpenSslCiphers
{
    // As in OpenSSL and in MySQL, the list is about TLS 1.2 and older: these are always offered.
    static readonly TlsCipherSuite[] Tls13 =
    [
        TlsCipherSuite.TLS_AES_256_GCM_SHA384,
        TlsCipherSuite.TLS_CHACHA20_POLY1305_SHA256,
        TlsCipherSuite.TLS_AES_128_GCM_SHA256,
    ];

    /// <summary>The suites of a list such as <c>ECDHE-RSA-AES256-GCM-SHA384:DHE-RSA-AES128-SHA</c>.</summary>
    /// <exception cref="DatabaseException">A name is none, or a keyword of OpenSSL's list language such as <c>HIGH</c>.</exception>
    public static IEnumerable<TlsCipherSuite> Parse(string list, Parameter source) =>
        list.Split([':', ',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(name =>
                Find(name)
                ?? throw new DatabaseException(
                    new()
                    {
                        Stage = ErrorStage.Policy,
                        Kind = ErrorKind.Configuration,
                        What = $"unknown cipher suite \"{name}\"",
                        Origin = $"ssl_cipher from {source.Source.Describe()}",
                        Fix = "name single suites, such as ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-AES256-GCM-SHA384",
                    }
                )
            )
            .Concat(Tls13)
            .Distinct();

    static TlsCipherSuite? Find(string name) =>
        Enum.TryParse<TlsCipherSuite>(name.StartsWith("TLS_", StringComparison.Ordinal) ? name : StandardName(name), out var suite)
        && !char.IsDigit(name[0])
            ? suite
            : null;

    // "ECDHE-RSA-AES256-GCM-SHA384" is TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, "AES128-SHA" is TLS_RSA_WITH_AES_128_CBC_SHA.
    static string StandardName(string name)
    {
        var words = name.Split('-').ToList();
        var exchange = words.TakeWhile(word => word is "ECDHE" or "DHE" or "RSA" or "ECDSA" or "DSS" or "PSK").ToList();
        var cipher = words.Skip(exchange.Count).ToList();
        return $"TLS_{(exchange.Count == 0 ? "RSA" : string.Join('_', exchange))}_WITH_{Cipher(cipher)}";
    }

    static string Cipher(List<string> words)
    {
        if (words is ["CHACHA20", "POLY1305"])
        {
            return "CHACHA20_POLY1305_SHA256";
        }

        var sized = words
            .SelectMany(word =>
                word.StartsWith("AES", StringComparison.Ordinal)
                || word.StartsWith("ARIA", StringComparison.Ordinal)
                || word.StartsWith("CAMELLIA", StringComparison.Ordinal)
                    ? (string[])[word[..^3], word[^3..]]
                    : [word]
            )
            .ToList();
        var hasMode = sized.Exists(word => word is "GCM" or "CCM" or "CCM8");
        if (!hasMode && sized.Count > 0)
        {
            sized.Insert(sized.Count - 1, "CBC");
        }

        return string.Join('_', sized).Replace("CCM8", "CCM_8", StringComparison.Ordinal);
    }
}
