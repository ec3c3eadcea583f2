using System.Text.RegularExpressions;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>One way in which Dialtone differs from libpq 18 on purpose, or cannot do otherwise.</summary>
/// <param name="What">What differs: <c>verdict</c>, <c>connections</c>, <c>words</c> or a column of the session.</param>
/// <param name="Libpq">libpq's answer, as a regular expression.</param>
/// <param name="Dialtone">Dialtone's answer or, after it, one of the problems that Dialtone lists, as a regular expression.</param>
/// <param name="Reason">Why.</param>
sealed record DeliberateDifference(string What, string Libpq, string Dialtone, string Reason)
{
    /// <summary>The whole table. None of the rows connects where libpq refuses, or tells a peer more than libpq would.</summary>
    public static IReadOnlyList<DeliberateDifference> Table { get; } =
    [
        new(
            "verdict|connections|words",
            "",
            "(min_protocol_version|replication|scram_client_key) is not supported: |Ed(25519|448) keys are not supported|signature of the server's certificate allows none|requirepeer can be checked only after the login",
            "what Dialtone or .NET cannot do is refused with an explanation, see the table of parameters: nothing is ignored silently"
        ),
        new(
            "verdict|connections|words",
            "",
            "(could not (read|load)|present, but not|has group or world access|does not exist|is not a regular file|invalid integer value|(?<!FATAL:  )invalid value for parameter .client_encoding|host name must be)",
            "what is wrong on this side is found before a host is looked up and a socket is opened; libpq connects first, and drops the connection"
        ),
        new(
            "words",
            "gssencmode value \"require\" invalid when GSSAPI support is not compiled in",
            "",
            "the libpq 18 at hand was built without GSSAPI; GssTests compare with one that was built with it, as Debian's is"
        ),
        new(
            "connections",
            "[1-9] (starting|full)",
            "[2-9] (starting|full)",
            "with sslmode=prefer the driver asks a server without TLS over a connection of its own, once for each engine"
        ),
        new(
            "words",
            "SSL error: (tlsv1|sslv3) alert|SSL SYSCALL error|server closed the connection unexpectedly|SSL error: certificate verify failed",
            "SSL error: (tlsv1|sslv3) alert|server closed the connection unexpectedly",
            "with TLS 1.3 the server's alert comes after the handshake, and is sometimes lost with the connection; before it, .NET reports the server's alert where OpenSSL reports its own verdict"
        ),
        new(
            "words",
            "SSL error: (tlsv1 alert protocol version|unsupported protocol|no protocols available)|SSL SYSCALL error|could not (read|load) [a-z ]+ file .*: [A-Za-z ]+$",
            "SSL error: |could not (read|load) [a-z ]+ file ",
            "the reason after the colon comes from OpenSSL, which has other words in each version"
        ),
        new(
            "words",
            "invalid connection option|invalid URI query parameter|invalid port number",
            "at position|the port of the URL",
            "what is no option or no port may be a piece of a password: it is not repeated, and no name server is asked"
        ),
        new(
            "verdict|connections|words",
            "",
            "server (did not request an SSL certificate|accepted connection without a valid SSL certificate)",
            "libpq forgets to forget: a certificate that an earlier attempt sent over TLS satisfies sslcertmode=require in plaintext"
        ),
        new(
            "words",
            "server (accepted|did not request)|requirepeer specifies",
            "FATAL:  |authentication method requirement",
            "the driver logs in first, so what the login comes to is told, where libpq tells first of a certificate that was not sent and of another peer"
        ),
        new(
            "connections",
            "[2-9] (primary|standby)",
            "unrecognized configuration parameter",
            "libpq tries once more without application_name, for servers before 9.0"
        ),
    ];

    /// <summary>The row that explains a difference, or null. Nothing explains a connection that libpq refuses.</summary>
    public static DeliberateDifference? Find(string what, string libpq, string dialtone, IReadOnlyList<string> problems) =>
        Table.FirstOrDefault(row =>
            (what != "verdict" || libpq.StartsWith("connected", StringComparison.Ordinal))
            && Regex.IsMatch(what, $"^({row.What})$")
            && Regex.IsMatch(libpq, row.Libpq)
            && Regex.IsMatch($"{dialtone}\n{string.Join('\n', problems)}", row.Dialtone)
        );
}
