using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>Why the client did not go along with the server's way of authentication, in libpq's words.</summary>
static class AuthenticationRefusals
{
    const string BindingWithoutTls = "channel binding required, but SSL not in use";
    const string AskForAnother = "let the server ask for SCRAM or a client certificate";

    // The driver's name of a method, ours, and what libpq says that the server did.
    static readonly (string Name, AuthenticationMethods Method, string Deed)[] Deeds =
    [
        ("\"Password\"", AuthenticationMethods.Password, "server requested a cleartext password"),
        ("\"MD5\"", AuthenticationMethods.Md5, "server requested a hashed password"),
        ("\"ScramSHA256\"", AuthenticationMethods.ScramSha256, "server requested SASL authentication"),
        ("\"GSS\"", AuthenticationMethods.Gss, "server requested GSSAPI authentication"),
        ("\"SSPI\"", AuthenticationMethods.Sspi, "server requested SSPI authentication"),
        ("\"None\"", AuthenticationMethods.NoExchange, "server did not complete authentication"),
    ];

    // The beginning of the driver's text, what libpq says, and what helps.
    static readonly (string Driver, string What, string? Fix)[] Exchanges =
    [
        (
            "No supported SASL mechanism",
            "none of the server's SASL authentication mechanisms are supported",
            "let the server offer SCRAM-SHA-256"
        ),
        (
            "Unable to bind to SCRAM-SHA-256-PLUS",
            "channel binding is required, but the signature of the server's certificate allows none",
            "give the server a certificate signed by RSA (PKCS#1) or ECDSA, or use channel_binding=prefer"
        ),
        ("Server offered SCRAM-SHA-256-PLUS", "server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection", null),
        (
            "[SCRAM] Unable to verify server signature",
            "incorrect server signature",
            "the server does not know the password: this may be the wrong server"
        ),
        ("[SCRAM] Malformed", "invalid SCRAM response (nonce mismatch)", "this may be the wrong server"),
    ];

    /// <summary>The refusal, or <see langword="null"/> if the exception is none.</summary>
    public static Failure? Describe(Exception exception, PostgresTarget target, EncryptionAttempt attempt)
    {
        var text = exception.Message;
        if (text.Contains("authentication method is not allowed", StringComparison.Ordinal))
        {
            return OfMethod(Array.Find(Deeds, row => text.StartsWith(row.Name, StringComparison.Ordinal)), target, attempt);
        }

        if (text.Contains("ChannelBinding is set to Require", StringComparison.Ordinal))
        {
            return Refuse(
                attempt == EncryptionAttempt.Tls
                    ? "channel binding is required, but server did not offer an authentication method that supports channel binding"
                    : BindingWithoutTls,
                target.Origin("channel_binding")
            );
        }

        if (text.Contains("No password has been provided", StringComparison.Ordinal))
        {
            return NoPassword();
        }

        if (exception is NotSupportedException)
        {
            return Refuse("the server requested an authentication method that is not supported", null, AskForAnother);
        }

        var exchange = Array.Find(Exchanges, row => text.StartsWith(row.Driver, StringComparison.Ordinal));
        return exchange.What is null ? null : Refuse(exchange.What, null, exchange.Fix);
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

    /// <summary>The refusal of a method.</summary>
    public static Failure OfMethod(AuthenticationMethods method, PostgresTarget target, EncryptionAttempt attempt) =>
        OfMethod(Array.Find(Deeds, row => row.Method == method), target, attempt);

    static Failure OfMethod((string Name, AuthenticationMethods Method, string Deed) row, PostgresTarget target, EncryptionAttempt attempt)
    {
        var options = target.Options;
        if (row.Method == AuthenticationMethods.NoExchange && ClientCertificateCheck.AfterLogin(target, attempt) is { } refusal)
        {
            return refusal;
        }

        if (
            row.Method == AuthenticationMethods.ScramSha256
            && AllowsAnySasl(options)
            && options.ChannelBinding == ChannelBinding.Require
            && !attempt.UsesTls
        )
        {
            return Refuse(BindingWithoutTls, target.Origin("channel_binding"));
        }

        return options.RequireAuth is { Text: { } required } rule && !rule.Allows(row.Method)
                ? Refuse(
                    $"authentication method requirement \"{required}\" failed: {DeedOf(row, options, attempt)}",
                    target.Origin("require_auth")
                )
            : options.ChannelBinding == ChannelBinding.Require
                ? Refuse(
                    row.Method == AuthenticationMethods.NoExchange
                        ? "channel binding required, but server authenticated client without channel binding"
                        : "channel binding required but not supported by server's authentication request",
                    target.Origin("channel_binding")
                )
            : Refuse($"{row.Deed}, which is not supported", null, AskForAnother);
    }

    // libpq looks at the mechanism where the target allows any of them; with TLS a server offers SCRAM with channel binding first.
    static string DeedOf(
        (string Name, AuthenticationMethods Method, string Deed) row,
        PostgresOptions options,
        EncryptionAttempt attempt
    ) =>
        row.Method != AuthenticationMethods.ScramSha256 || !AllowsAnySasl(options) ? row.Deed
        : attempt.UsesTls && options.ChannelBinding != ChannelBinding.Disable ? "server requested SCRAM-SHA-256-PLUS authentication"
        : "server requested SCRAM-SHA-256 authentication";

    static bool AllowsAnySasl(PostgresOptions options) =>
        (options.RequireAuth.Allowed & (AuthenticationMethods.ScramSha256 | AuthenticationMethods.OAuth)) != 0;

    static Failure Refuse(string what, string? origin, string? fix = null) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = what,
            Origin = origin,
            Fix = fix ?? "no password was sent; let the server offer a method that the target allows, or allow the one it asks for",
        };
}
