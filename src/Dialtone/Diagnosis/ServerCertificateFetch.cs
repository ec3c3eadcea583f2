using Dialtone.Diagnosis.Stages;
using Dialtone.Diagnosis.Stages.MySql;
using Dialtone.Diagnosis.Stages.Postgres;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using Dialtone.Tls.Files;

namespace Dialtone.Diagnosis;

/// <summary>Looks at a server's certificates: a handshake, and nothing after it. No login, no password, no client certificate.</summary>
static class ServerCertificateFetch
{
    static readonly Stage[] Postgres = [new NamesStage(), new TcpStage(), new ProtocolStage(), new TlsStage(), new VerifyStage()];
    static readonly Stage[] MySql = [new NamesStage(), new TcpStage(), new GreetingStage(), new TlsStage(), new MySqlVerifyStage()];

    /// <summary>Fetches.</summary>
    /// <exception cref="DatabaseException">The target is wrong, nobody answers, or the server has no TLS.</exception>
    public static async Task<ServerCertificates> FetchAsync(
        string? target,
        IReadOnlyList<TargetArgument> arguments,
        DiagnosisOptions options,
        CancellationToken cancellationToken
    )
    {
        var file = new CaseFile { Time = options.Time };
        await using (file.ConfigureAwait(false))
        {
            await new Examination(file, options)
                .RunAsync([new ParseStage(target, arguments), new ResolveStage()], StagesOf, cancellationToken)
                .ConfigureAwait(false);
            if (file.Handshake is not { } seen)
            {
                throw new DatabaseException(file.Failure ?? NoTls(file));
            }

            return new()
            {
                Host = file.HostName,
                Protocol = seen.ProtocolName,
                Cipher = $"{seen.Cipher}",
                Server = [.. seen.Presented.Prepend(seen.Leaf).Select(CertificateSummary.Of)],
                Client = Named(file.Tls?.CertificateFile),
                Roots = Named(file.Tls?.RootFile),
                Modes = [.. file.Modes.Select(mode => KeyValuePair.Create(mode.Mode, mode.Meaning))],
                AsksForClientCertificate = seen.AsksForCertificate,
            };
        }
    }

    static Stage[] StagesOf(CaseFile file)
    {
        if (file.Tls is null)
        {
            throw ParameterErrors.Parse("a SQLite database is a file, and has no certificates", "name a PostgreSQL or MySQL target");
        }

        // Whatever the target's files and modes: TLS is asked for, and nothing is sent.
        file.Policy = TlsPolicy.Load(
            new()
            {
                Versions = file.Tls.Versions,
                SendServerName = file.Tls.SendServerName,
                ApplicationProtocols = file.Tls.ApplicationProtocols,
                ClientCertificates = ClientCertificateMode.Disable,
            }
        );
        return file.MySql is null ? Postgres : MySql;
    }

    // A file that is missing or damaged is another command's business.
    static IReadOnlyList<CertificateSummary> Named(TlsFile? file)
    {
        if (file is null || !File.Exists(file.Path))
        {
            return [];
        }

        try
        {
            using var bundle = CertificateBundle.Read(file.Path);
            return [.. bundle.Certificates.Select(CertificateSummary.Of)];
        }
        catch (DatabaseException)
        {
            return [];
        }
    }

    static Failure NoTls(CaseFile file) =>
        new()
        {
            Stage = ErrorStage.Tls,
            Kind = ErrorKind.Tls,
            What = file.Host is { IsSocket: true }
                ? "there is no TLS on a Unix socket, and so no certificate"
                : "the server has no TLS, and so no certificate",
            Fix = "name a server that has TLS",
        };
}
