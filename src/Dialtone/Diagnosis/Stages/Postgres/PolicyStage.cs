using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Says what the parameters together demand of the server.</summary>
sealed class PolicyStage() : Stage("policy")
{
    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
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

        return Task.CompletedTask;
    }
}
