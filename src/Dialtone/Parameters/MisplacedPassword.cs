namespace Dialtone.Parameters;

/// <summary>
/// Refuses a URL in which a piece of the password stands in another part, because a character in it was not escaped or the host was
/// forgotten. libpq would go on, and repeat the piece in an error text or send it to a name server.
/// </summary>
static class MisplacedPassword
{
    public static void Refuse(ParameterSet parameters, Target target)
    {
        if (target.Syntax is not (TargetSyntax.LibpqUri or TargetSyntax.SqlAlchemyUrl))
            return;
        foreach (var parameter in parameters)
            if (parameter.Source is ParameterSource.TargetText && Objection(parameter, target) is { } objection)
                throw ParameterErrors.Resolve(
                    objection,
                    "write an \"@\" in a user name or password as %40, a \"/\" as %2F, a \":\" as %3A"
                );
    }

    static string? Objection(Parameter parameter, Target target) =>
        parameter.Keyword switch
        {
            "host" when LibpqText.SplitList(parameter.Reveal()).Any(host => host.LastIndexOf('@') > 0) =>
                "the host of the URL holds an \"@\", so a piece of the password may stand in it",
            "port" when LibpqText.SplitList(parameter.Reveal()).Any(port => !IsPort(port)) =>
                "the port of the URL is not a number between 1 and 65535: either it is wrong, or it is a password without an \"@\" and a host",
            "dbname" or "database" when target.HasCredentialsInPath =>
                "the database of the URL holds a \":\" and an \"@\", so user name and password may stand in it",
            _ => null,
        };

    static bool IsPort(string text) => text.Length == 0 || (LibpqText.TryParseInteger(text, out var port) && port is >= 1 and <= 65535);

    /// <summary>Whether a URL without user name has a raw ":" and "@" after the host; escaped ones were meant for the database.</summary>
    public static bool IsInPath(string url)
    {
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var slash = rest.IndexOf('/');
        if (slash < 0 || rest[..slash].Contains('@'))
            return false;
        var path = rest[(slash + 1)..];
        var query = path.IndexOf('?');
        path = query < 0 ? path : path[..query];
        return path.IndexOf(':') is var colon and >= 0 && path[colon..].Contains('@');
    }
}
