using System.Net.Security;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Dialects.Postgres;

/// <summary>libpq's ssl parameters as the dialect-neutral TLS settings.</summary>
static class PostgresTls
{
    /// <summary>PostgreSQL's name among the protocols that TLS may carry.</summary>
    public static SslApplicationProtocol Protocol { get; } = new("postgresql");

    /// <summary>The settings of a target.</summary>
    public static TlsSettings SettingsOf(PostgresOptions options, bool isStrict) =>
        new()
        {
            Verification = options.SslMode switch
            {
                SslMode.VerifyCa => TlsVerification.Chain,
                SslMode.VerifyFull => TlsVerification.ChainAndName,
                _ => TlsVerification.WhenRootExists,
            },
            SystemRoots = options.UseSystemRoots,
            RootFile = File("sslrootcert", options.RootCertificate),
            RevocationFile = File("sslcrl", options.RevocationList),
            RevocationDirectory = File("sslcrldir", options.RevocationDirectory),
            CertificateFile = File("sslcert", options.ClientCertificate),
            KeyFile = File("sslkey", options.ClientKey),
            KeyPassword = options.ClientKeyPassword,
            ClientCertificates = options.SslCertMode switch
            {
                SslCertMode.Disable => ClientCertificateMode.Disable,
                SslCertMode.Require => ClientCertificateMode.Require,
                _ => ClientCertificateMode.Allow,
            },
            MissingCertificateIsError = isStrict,
            RevocationFilesMustLoad = isStrict,
            RefuseWeakKeys = isStrict,
            SendServerName = options.ServerNameIndication,
            Versions = new(options.MinimumTls, options.MaximumTls),
            // libpq offers it in both kinds of negotiation since version 17.
            ApplicationProtocols = [Protocol],
        };

    static TlsFile? File(string keyword, FileSetting? file) => file is { } named ? new(named.Path, keyword, named.Source) : null;
}
