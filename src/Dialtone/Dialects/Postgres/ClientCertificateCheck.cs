using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>libpq's <c>sslcertmode=require</c>: the server must have asked for the client's certificate and got it.</summary>
static class ClientCertificateCheck
{
    /// <summary>Judges a new connection before anybody may use it, so that no refused one can come back out of the pool.</summary>
    /// <exception cref="DatabaseException">No certificate was sent although one must be.</exception>
    public static void Verify(PostgresTarget target, ConnectTrace? trace)
    {
        if (target.Options.SslCertMode == SslCertMode.Require && trace is not { IsEncrypted: true, Tls.IsMutuallyAuthenticated: true })
        {
            throw new DatabaseException(Refusal(target, isAsked: trace?.IsEncrypted == true && !target.HasClientCertificate));
        }
    }

    /// <summary>The refusal of a server that lets everybody in, or <see langword="null"/> if no certificate is demanded or there is one to send.</summary>
    /// <param name="target">The target.</param>
    /// <param name="attempt">The attempt, which is over.</param>
    public static Failure? AfterLogin(PostgresTarget target, EncryptionAttempt attempt) =>
        target.Options.SslCertMode == SslCertMode.Require && !(attempt.UsesTls && target.HasClientCertificate)
            ? Refusal(target, isAsked: attempt.UsesTls)
            : null;

    // Without TLS nobody can have asked; with a certificate that was not sent neither.
    static Failure Refusal(PostgresTarget target, bool isAsked) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Tls,
            What = isAsked ? "server accepted connection without a valid SSL certificate" : "server did not request an SSL certificate",
            Origin = target.Origin("sslcertmode"),
            Fix = "let the server ask for a certificate (ssl_ca_file), give sslcert and sslkey, or use sslcertmode=allow",
        };
}
