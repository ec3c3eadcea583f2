using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Judges the server's certificate offline, by the mode in force and by all six.</summary>
sealed class VerifyStage() : Stage("verify")
{
    static readonly TlsVerification[] Levels = [TlsVerification.WhenRootExists, TlsVerification.Chain, TlsVerification.ChainAndName];

    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Handshake is not null;

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var (leaf, presented) = (file.Handshake!.Leaf, file.Handshake.Presented);
        var refusals = Levels.Select(level => Judge(file, level, leaf, presented)).ToArray();
        var verifies = file.Policy?.VerifiesChain ?? false;
        file.Modes = Modes(file, refusals, verifies);
        var mode = file.Postgres!.Options.SslMode;
        file.ServerRefusal = mode switch
        {
            SslMode.VerifyFull => refusals[2],
            SslMode.VerifyCa => refusals[1],
            _ => refusals[0],
        };
        file.IsServerAccepted = file.ServerRefusal is null;
        file.VerifiedName = refusals[2] is null;
        if (file.ServerRefusal is { } refusal)
        {
            if (file.DemandsTls)
            {
                ShowModes(file, notes);
                await ServerNameProbe.CompareAsync(file, notes, login: false, cancellationToken).ConfigureAwait(false);
                throw new DatabaseException(refusal);
            }

            notes.Warn(refusal.What);
        }
        else
        {
            notes.Add(
                !verifies ? "nothing was verified: no trusted root is in force"
                : mode == SslMode.VerifyFull ? $"chain and name {file.HostName} verified"
                : "chain verified, name not"
            );
        }

        ShowModes(file, notes);
    }

    static void ShowModes(CaseFile file, StageNotes notes)
    {
        var current = file.Shown("sslmode");
        foreach (var verdict in file.Modes)
        {
            notes.Add($"{(verdict.Mode == current ? ">" : " ")} {verdict.Mode, -11} {verdict.Meaning}");
        }
    }

    static ModeVerdict[] Modes(CaseFile file, Failure?[] refusals, bool verifies)
    {
        var system = file.Tls!.SystemRoots;
        var encrypted = verifies ? "TLS, chain verified" : "TLS, server not verified";
        var weak = "refused: sslrootcert=system goes with verify-full only";
        return
        [
            new("disable", !system, system ? weak : "plaintext"),
            new("allow", !system, system ? weak : "plaintext, TLS if the server insists"),
            new(
                "prefer",
                !system,
                system ? weak
                    : refusals[0] is { } silent ? $"PLAINTEXT, because TLS fails: {silent.What}"
                    : encrypted
            ),
            new(
                "require",
                !system && refusals[0] is null,
                system ? weak
                    : refusals[0] is { } strict ? $"refused: {strict.What}"
                    : encrypted
            ),
            new(
                "verify-ca",
                !system && refusals[1] is null,
                system ? weak
                    : refusals[1] is { } chain ? $"refused: {chain.What}"
                    : "TLS, chain verified"
            ),
            new("verify-full", refusals[2] is null, refusals[2] is { } full ? $"refused: {full.What}" : "TLS, chain and name verified"),
        ];
    }

    static Failure? Judge(CaseFile file, TlsVerification level, X509Certificate2 leaf, IEnumerable<X509Certificate2> presented)
    {
        try
        {
            var settings = file.Tls! with { Verification = level, ClientCertificates = ClientCertificateMode.Disable };
            TlsPolicy.Load(settings, file.Time).Verify(leaf, presented, file.Host!.Host);
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception.Failure;
        }
    }
}
