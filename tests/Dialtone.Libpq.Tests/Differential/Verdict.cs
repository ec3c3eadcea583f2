using System.Text.RegularExpressions;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>What a client made of a case.</summary>
/// <param name="Session">What the server says about the session, in the order of <see cref="Columns"/>; null if there is none.</param>
/// <param name="Problems">Why not: one text for each attempt.</param>
/// <param name="Connections">How many connections each peer got.</param>
sealed partial record Verdict(IReadOnlyList<string>? Session, IReadOnlyList<string> Problems, string Connections)
{
    public static readonly IReadOnlyList<string> Columns =
    [
        "encryption",
        "TLS version",
        "client certificate",
        "port",
        "user",
        "database",
        "recovery",
        "DateStyle",
        "TimeZone",
        "geqo",
    ];

    /// <summary>SQL whose one row is the session.</summary>
    public const string Question = """
        select case when s.ssl then 'TLS' else 'plain' end, coalesce(s.version, ''), coalesce(s.client_dn, ''),
               coalesce(inet_server_port()::text, 'socket'), current_user::text, current_database()::text, pg_is_in_recovery()::text,
               current_setting('DateStyle'), current_setting('TimeZone'), current_setting('geqo')
        from pg_stat_ssl s where s.pid = pg_backend_pid()
        """;

    public bool IsConnected => Session is not null;

    /// <summary>Whether the server's certificate was refused, be it that plaintext was the way out.</summary>
    public bool HasRefusedCertificate =>
        Session is { } session
            ? session[0] == "plain"
            : Problems.Any(problem => problem.Contains("certificate verify failed", StringComparison.Ordinal));

    /// <summary>Whether an older client refused because of a parameter that it does not know.</summary>
    public bool KnowsTooLittle =>
        Problems.Any(problem =>
            problem.StartsWith("invalid connection option", StringComparison.Ordinal)
            || problem.StartsWith("invalid URI query parameter", StringComparison.Ordinal)
            || problem.StartsWith("syntax error in service file", StringComparison.Ordinal)
        );

    public string Describe() => Session is { } session ? $"connected, {session[0]}" : $"refused: {string.Join(" / ", Problems)}";

    /// <summary>The problems of libpq's message: the first line of each attempt; further lines are advice.</summary>
    public static IReadOnlyList<string> ReadProblems(string message) =>
        [.. Attempt().Split(message).Select(text => text.Split('\n')[0].Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex("""connection to server (?:at|on) .*? failed: """)]
    private static partial Regex Attempt();
}
