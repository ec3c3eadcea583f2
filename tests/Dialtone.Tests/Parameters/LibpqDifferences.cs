using System.Text.RegularExpressions;

namespace Dialtone.Tests.Parameters;

/// <summary>Where reading or resolving a target differs from libpq 18 on purpose: the one table, with the reasons.</summary>
static partial class LibpqDifferences
{
    const string MayBeSecret = "the word may be a piece of a password, so it is named by its place";

    /// <summary>A difference in the text of an error that both report.</summary>
    /// <param name="Libpq">libpq's text.</param>
    /// <param name="Dialtone">Dialtone's text.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Text(Regex Libpq, Regex Dialtone, string Reason);

    /// <summary>A target that only one of the two accepts.</summary>
    /// <param name="Name">What is different.</param>
    /// <param name="Dialtone">The start of Dialtone's error.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Verdict(string Name, string Dialtone, string Reason);

    /// <summary>Texts that name a place instead of repeating a word.</summary>
    public static IReadOnlyList<Text> Texts { get; } =
    [
        Row(
            """missing "=" after ".*" in connection info string""",
            """missing "=" after the word at position \d+ in connection info string""",
            MayBeSecret
        ),
        Row("""invalid connection option ".*""" + "\"", """invalid connection option at position \d+""", MayBeSecret),
        Row("""invalid URI query parameter: ".*""" + "\"", """invalid URI query parameter at position \d+""", MayBeSecret),
        Row(
            """missing key/value separator "=" in URI query parameter: ".*""" + "\"",
            """missing key/value separator "=" in URI query parameter at position \d+""",
            MayBeSecret
        ),
        Row(
            """extra key/value separator "=" in URI query parameter: ".*""" + "\"",
            """extra key/value separator "=" in URI query parameter at position \d+""",
            MayBeSecret
        ),
        Row("""invalid percent-encoded token: ".*""" + "\"", "invalid percent-encoded token in the .+", MayBeSecret),
        Row("""forbidden value %00 in percent-encoded value: ".*""" + "\"", "forbidden value %00 in the .+", MayBeSecret),
        Row(
            """unexpected spaces found in ".*", use percent-encoded spaces \(%20\) instead""",
            """unexpected spaces found in the .+, use percent-encoded spaces \(%20\) instead""",
            MayBeSecret
        ),
        Row(
            """end of string reached when looking for matching "]" in IPv6 host address in URI: ".*""" + "\"",
            """end of string reached when looking for matching "]" in IPv6 host address in URI""",
            "the whole URI is not repeated if it may hold a password"
        ),
        Row(
            """IPv6 host address may not be empty in URI: ".*""" + "\"",
            "IPv6 host address may not be empty in URI",
            "the whole URI is not repeated if it may hold a password"
        ),
        Row(
            """unexpected character ".*" at position (?<n>\d+) in URI \(expected ":" or "/"\): ".*""" + "\"",
            """unexpected character at position (?<n>\d+) in URI \(expected ":" or "/"\)""",
            "the whole URI is not repeated if it may hold a password"
        ),
        Row(
            """unexpected character "\uFFFD" at position (?<n>\d+ in URI .*)""",
            """unexpected character "[^\x00-\x7F]" at position (?<n>\d+ in URI .*)""",
            "libpq shows the first octet of a character that has several"
        ),
    ];

    /// <summary>Targets that libpq accepts or fails on later, and Dialtone refuses.</summary>
    public static IReadOnlyList<Verdict> Verdicts { get; } =
    [
        new(
            "octets that are not UTF-8 after percent-decoding",
            "the ",
            "a .NET text cannot hold them, and a changed password would be a wrong one"
        ),
        new(
            "a NUL character",
            "a target and its arguments may not hold a NUL character",
            "C ends the text there, so two readers would see two targets"
        ),
        new(
            "a URL's port that is no port",
            "the port of the URL is not a number",
            "libpq repeats it, and it is the password if the host was forgotten"
        ),
        new(
            "a raw \"@\" in the host or path of a URL",
            "the URL holds an \"@\" too many",
            "a piece of the password would be looked up as a host, or be sent as the database"
        ),
        new(
            "an unknown key with an empty value among the arguments",
            "invalid connection option",
            "PQconnectdbParams skips it; a wrong key is never right"
        ),
        new(
            "requirepeer on a Unix socket",
            "requirepeer is not supported",
            "Npgsql does not show the socket of a connection that it opens"
        ),
        new("min_protocol_version above 3.0", "min_protocol_version is not supported", "Npgsql speaks 3.0 only"),
        new(
            "SCRAM keys, OAuth, replication, TLS key logs",
            "",
            "Npgsql has no such way; a parameter without effect could weaken a connection unseen"
        ),
        new(
            "wrong connect_timeout on an unreachable host",
            "invalid integer value",
            "libpq looks at it after the first connect has begun; here before any"
        ),
    ];

    /// <summary>Values that differ although both accept the target.</summary>
    public static IReadOnlyList<(string Keyword, string Reason)> Values { get; } =
    [("client_encoding", "\"auto\" is the encoding of the locale in libpq, and always UTF8 here: text is UTF-8 in .NET in every locale")];

    /// <summary>Whether two error texts say the same, literally or by a row of the table.</summary>
    public static bool SameError(string libpq, string dialtone)
    {
        if (libpq == dialtone)
            return true;
        foreach (var row in Texts)
            if (row.Libpq.Match(libpq) is { Success: true } theirs && row.Dialtone.Match(dialtone) is { Success: true } ours)
                return theirs.Groups["n"].Value == ours.Groups["n"].Value;
        return false;
    }

    /// <summary>Whether a text has anything in it that a masking row could be about.</summary>
    public static bool MayHoldSecret(string target) => SecretHint().IsMatch(UriPrefix().Replace(target, ""));

    [GeneratedRegex("\\Apostgres(ql)?://")]
    private static partial Regex UriPrefix();

    [GeneratedRegex("[@:?]|password|secret|scram")]
    private static partial Regex SecretHint();

    static Text Row(string libpq, string dialtone, string reason) => new(Whole(libpq), Whole(dialtone), reason);

    static Regex Whole(string pattern) => new($"\\A{pattern}\\z", RegexOptions.Singleline);
}
