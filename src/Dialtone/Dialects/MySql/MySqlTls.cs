using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Dialects.MySql;

/// <summary>MySQL's ssl parameters as the dialect-neutral TLS settings.</summary>
static class MySqlTls
{
    /// <summary>The settings of a target.</summary>
    /// <exception cref="DatabaseException">A parameter asks for what is not offered.</exception>
    public static TlsSettings SettingsOf(MySqlOptions options, ResolvedTarget target)
    {
        if (options.CertificateAuthorityDirectory is not null)
        {
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Policy,
                    Kind = ErrorKind.Unsupported,
                    What = MySqlKeywords.Table["ssl_capath"].Refusal!,
                    Origin = target.Parameters["ssl_capath"] is { } parameter ? $"ssl_capath from {parameter.Source.Describe()}" : null,
                    Fix = "put the certificates into one file and name it with ssl_ca",
                }
            );
        }

        // Below VERIFY_CA nothing is verified, whatever files are named.
        var verifies = options.SslMode >= MySqlSslMode.VerifyCa;
        return new()
        {
            Verification = options.SslMode switch
            {
                MySqlSslMode.VerifyIdentity => TlsVerification.ChainAndName,
                MySqlSslMode.VerifyCa => TlsVerification.Chain,
                _ => TlsVerification.WhenRootExists,
            },
            RootFile = verifies ? File(target, "ssl_ca") : null,
            RevocationFile = verifies ? File(target, "ssl_crl") : null,
            RevocationDirectory = verifies ? File(target, "ssl_crlpath") : null,
            RevocationFilesMustLoad = true,
            CertificateFile = File(target, "ssl_cert"),
            KeyFile = File(target, "ssl_key"),
            KeyPassword = options.ClientKeyPassword,
            KeyPasswordKeyword = "ssl_key_password",
            MissingCertificateIsError = true,
            RefuseExposedKeys = false,
            KeyMayNameEngine = false,
        };
    }

    static TlsFile? File(ResolvedTarget target, string keyword) =>
        target.Parameters[keyword] is { DisplayValue.Length: > 0 } parameter
            ? new(parameter.DisplayValue, keyword, parameter.Source)
            : null;
}
