using System.Net.Security;
using Dialtone.Parameters;
using Dialtone.Tls;

using TlsVersion = Dialtone.Tls.TlsVersion;

namespace Dialtone.Dialects.Postgres;

/// <summary>libpq's ssl parameters as the dialect-neutral TLS settings.</summary>
static class PostgresTls
{
    /// <summary>The settings of a target.</summary>
    public static TlsSettings SettingsOf(PostgresTarget target)
    {
        var isSystem = target.Text("sslrootcert") == "system";
        return new()
        {
            Verification = target.SslMode switch
            {
                "verify-ca" => TlsVerification.Chain,
                "verify-full" => TlsVerification.ChainAndName,
                _ => TlsVerification.WhenRootExists,
            },
            SystemRoots = isSystem,
            RootFile = isSystem ? null : File(target, "sslrootcert"),
            RevocationFile = File(target, "sslcrl"),
            RevocationDirectory = File(target, "sslcrldir"),
            CertificateFile = File(target, "sslcert"),
            KeyFile = File(target, "sslkey"),
            KeyPassword = target.Text("sslpassword") is { Length: > 0 } password ? new Secret(password) : null,
            ClientCertificates = target.CertificateMode switch
            {
                "disable" => ClientCertificateMode.Disable,
                "require" => ClientCertificateMode.Require,
                _ => ClientCertificateMode.Allow,
            },
            SendServerName = target.Text("sslsni") is not { } sni || sni.StartsWith('1'),
            Versions = new(Version(target.Text("ssl_min_protocol_version")), Version(target.Text("ssl_max_protocol_version"))),
            ApplicationProtocols = [new SslApplicationProtocol("postgresql")],
        };
    }

    static TlsFile? File(PostgresTarget target, string keyword) =>
        target.Resolved.Parameters[keyword] is { DisplayValue.Length: > 0 } parameter
            ? new(parameter.DisplayValue, keyword, parameter.Source)
            : null;

    static TlsVersion? Version(string? name) =>
        name?.ToUpperInvariant() switch
        {
            "TLSV1" => TlsVersion.Tls10,
            "TLSV1.1" => TlsVersion.Tls11,
            "TLSV1.2" => TlsVersion.Tls12,
            "TLSV1.3" => TlsVersion.Tls13,
            _ => null,
        };
}
