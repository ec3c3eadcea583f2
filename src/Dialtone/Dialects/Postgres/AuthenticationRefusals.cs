using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>The driver's refusals of an authentication request, in libpq's words.</summary>
static class AuthenticationRefusals
{
    // The driver's name of a method, and what libpq says that the server did.
    static readonly (string Method, string Deed)[] Deeds =
    [
        ("\"Password\"", "server requested a cleartext password"),
        ("\"MD5\"", "server requested a hashed password"),
        ("\"ScramSHA256\"", "server requested SASL authentication"),
        ("\"GSS\"", "server requested GSSAPI authentication"),
        ("\"SSPI\"", "server requested SSPI authentication"),
        ("\"None\"", "server did not complete authentication"),
    ];

    /// <summary>The refusal, or <see langword="null"/> if the exception is none.</summary>
    public static Failure? Describe(Exception exception, PostgresTarget target, EncryptionAttempt attempt)
    {
        var text = exception.Message;
        if (text.Contains("authentication method is not allowed", StringComparison.Ordinal))
        {
            var deed =
                Array.Find(Deeds, row => text.StartsWith(row.Method, StringComparison.Ordinal)).Deed ?? "server requested another method";
            return target.Options.ChannelBinding == ChannelBinding.Require ? Refuse(WithoutBinding(deed), target.Origin("channel_binding"))
                : target.Options.RequireAuth.Text is { } required
                    ? Refuse($"authentication method requirement \"{required}\" failed: {deed}", target.Origin("require_auth"))
                : Refuse(deed, null);
        }

        return text.Contains("ChannelBinding is set to Require", StringComparison.Ordinal)
                ? Refuse(
                    attempt.UsesTls
                        ? "channel binding is required, but server did not offer an authentication method that supports channel binding"
                        : "channel binding required, but SSL not in use",
                    target.Origin("channel_binding")
                )
            : text.Contains("No password has been provided", StringComparison.Ordinal) ? NoPassword()
            : null;
    }

    /// <summary>The server wants a password and none was found.</summary>
    public static Failure NoPassword() =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = "fe_sendauth: no password supplied",
            Fix = "the server asks for a password: put it into PGPASSWORD, a password file (0600) or the target",
        };

    static string WithoutBinding(string deed) =>
        deed.EndsWith("complete authentication", StringComparison.Ordinal)
            ? "channel binding required, but server authenticated client without channel binding"
            : "channel binding required but not supported by server's authentication request";

    static Failure Refuse(string what, string? origin) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = what,
            Origin = origin,
            Fix = "nothing was sent to the server; let it offer a method that the target allows, or allow the one it asks for",
        };
}
