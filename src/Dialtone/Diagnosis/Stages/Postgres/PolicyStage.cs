using Dialtone.Dialects.Postgres;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Says what the parameters together demand of the server.</summary>
sealed class PolicyStage() : Stage("policy")
{
    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var options = file.Postgres!.Options;
        var verifies = file.Policy?.VerifiesChain == true;
        if (file.Resolved!.Hosts.All(host => host.IsSocket))
        {
            notes.Add("a Unix socket: no TLS, whatever sslmode says");
        }
        else
        {
            notes.Add(
                options.SslMode switch
                {
                    SslMode.Disable => "sslmode=disable: no TLS",
                    SslMode.Allow => "sslmode=allow: plaintext, and TLS only if the server refuses that",
                    SslMode.Prefer => "sslmode=prefer: TLS if it works, else plaintext without a word",
                    SslMode.Require => verifies
                        ? $"sslmode=require: TLS, and the server's chain is verified because {file.Tls!.RootFile?.Path} exists; its name is not"
                        : "sslmode=require: TLS with whoever answers, the server is not verified",
                    SslMode.VerifyCa => "sslmode=verify-ca: TLS, the server's chain is verified; its name is not",
                    _ => "sslmode=verify-full: TLS, the server's chain and name are verified",
                }
            );
        }

        foreach (var keyword in (string[])["channel_binding", "require_auth", "target_session_attrs", "sslnegotiation", "sslcertmode"])
        {
            if (file.Resolved!.Parameters[keyword] is { Source: not ParameterSource.Compiled } parameter)
            {
                notes.Add(parameter.ToString());
            }
        }

        await NoteGssapiAsync(file, notes, cancellationToken).ConfigureAwait(false);
    }

    // The stages look at TLS. What is encrypted with Kerberos instead must not look as if it were not encrypted.
    static async Task NoteGssapiAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var mode = file.Postgres!.Options.GssEncryptionMode;
        if (mode == GssEncryptionMode.Disable || file.Resolved!.Hosts.All(host => host.IsSocket))
        {
            return;
        }

        if (mode == GssEncryptionMode.Require)
        {
            notes.Warn("gssencmode=require: the connection is encrypted with Kerberos or not at all; what follows looks at TLS only");
        }
        else if (GssApi.MayHaveCredentials && await Task.Run(GssApi.HasCredentials, cancellationToken).ConfigureAwait(false))
        {
            notes.Add(
                "gssencmode=prefer: there is a Kerberos ticket, so encryption with Kerberos is tried before TLS; what follows looks at TLS only"
            );
        }
    }
}
