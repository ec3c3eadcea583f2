using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages.MySql;

/// <summary>Judges the server's certificate offline, by the mode in force and by the others.</summary>
sealed class MySqlVerifyStage() : Stage("verify")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Handshake is not null;

    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var chain = Judge(file, TlsVerification.Chain);
        var name = Judge(file, TlsVerification.ChainAndName);
        file.Modes =
        [
            new("DISABLED", true, "plaintext"),
            new("PREFERRED", true, "TLS, server not verified"),
            new("REQUIRED", true, "TLS, server not verified"),
            new("VERIFY_CA", chain is null, chain is null ? "TLS, chain verified" : $"refused: {chain.What}"),
            new("VERIFY_IDENTITY", name is null, name is null ? "TLS, chain and name verified" : $"refused: {name.What}"),
        ];
        file.ServerRefusal = file.MySql!.SslMode switch
        {
            MySqlSslMode.VerifyIdentity => name,
            MySqlSslMode.VerifyCa => chain,
            _ => null,
        };
        file.IsServerAccepted = file.ServerRefusal is null;
        file.VerifiedName = name is null;
        notes.Add(
            file.MySql.SslMode switch
            {
                MySqlSslMode.VerifyIdentity when name is null => $"chain and name {file.HostName} verified",
                MySqlSslMode.VerifyCa when chain is null => "chain verified, name not",
                >= MySqlSslMode.VerifyCa => "not accepted",
                _ => "nothing was verified: this ssl_mode does not ask for it",
            }
        );
        var current = file.Shown("ssl_mode");
        foreach (var verdict in file.Modes)
        {
            notes.Add($"{(verdict.Mode == current ? ">" : " ")} {verdict.Mode, -15} {verdict.Meaning}");
        }

        return file.ServerRefusal is { } refusal ? throw new DatabaseException(refusal) : Task.CompletedTask;
    }

    static Failure? Judge(CaseFile file, TlsVerification level)
    {
        try
        {
            var source = file.Resolved!.Parameters["ssl_ca"];
            var settings = file.Tls! with
            {
                Verification = level,
                ClientCertificates = ClientCertificateMode.Disable,
                RootFile = source is { DisplayValue.Length: > 0 } ? new(source.DisplayValue, "ssl_ca", source.Source) : null,
            };
            if (settings.RootFile is null)
            {
                return Missing();
            }

            TlsPolicy.Load(settings, file.Time).Verify(file.Handshake!.Leaf, file.Handshake.Presented, file.Host!.Host);
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception.Failure;
        }
    }

    static Failure Missing() =>
        new()
        {
            Stage = ErrorStage.Policy,
            Kind = ErrorKind.Configuration,
            What = "CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY",
        };
}
