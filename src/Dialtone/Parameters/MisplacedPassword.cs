namespace Dialtone.Parameters;

/// <summary>
/// Refuses a URL in which a piece of the password stands in another part, because a character in it was not escaped or the host was
/// forgotten. libpq would go on, and repeat the piece in an error text or send it to a name server.
/// </summary>
static class MisplacedPassword
{
    const string Escape = "write an \"@\" that belongs to a part of the URL as %40, a \"/\" as %2F, a \":\" as %3A";

    public static void Refuse(Target target)
    {
        if (target.HasStrayAt)
            throw ParameterErrors.Resolve("the URL holds an \"@\" too many, so a piece of the password may stand in another part", Escape);
        var isUrl = target.Syntax is TargetSyntax.LibpqUri or TargetSyntax.SqlAlchemyUrl;
        if (
            isUrl
            && target.Explicit["port"] is { Source: ParameterSource.TargetText } port
            && !LibpqText.SplitList(port.Reveal()).All(text => IsPort(text, mayBeOutOfRange: target.Explicit["user"] is not null))
        )
            throw ParameterErrors.Resolve(
                "the port of the URL is not a number between 1 and 65535: either it is wrong, or it is a password without an \"@\" and a host",
                Escape
            );
    }

    // Behind a user, a number is no password; whether it is a port is then for the connect loop to say.
    static bool IsPort(string text, bool mayBeOutOfRange) =>
        text.Length == 0 || (LibpqText.TryParseInteger(text, out var port) && (mayBeOutOfRange || port is >= 1 and <= 65535));
}
