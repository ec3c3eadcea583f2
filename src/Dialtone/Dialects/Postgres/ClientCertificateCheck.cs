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
        if (target.Options.SslCertMode != SslCertMode.Require || trace is { IsEncrypted: true, Tls.IsMutuallyAuthenticated: true })
        {
            return;
        }

        throw new DatabaseException(
            new()
            {
                Stage = ErrorStage.Authentication,
                Kind = ErrorKind.Tls,
                What =
                    trace?.IsEncrypted == true && target.HasClientCertificate
                        ? "server did not request an SSL certificate"
                        : "server accepted connection without a valid SSL certificate",
                Origin = target.Origin("sslcertmode"),
                Fix = "let the server ask for a certificate (ssl_ca_file), give sslcert and sslkey, or use sslcertmode=allow",
            }
        );
    }
}
