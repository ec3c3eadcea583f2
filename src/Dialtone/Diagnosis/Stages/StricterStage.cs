using System.Security.Authentication;
using Dialtone.Diagnosis.Probing;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Says which stricter settings this server would bear, and what the others would need. Looks at what was seen; asks nothing more.</summary>
sealed class StricterStage() : Stage("stricter")
{
    const int DirectTlsSince = 17;
    const string Passes = "would pass";

    static readonly Func<CaseFile, (string Setting, string Verdict)?>[] Postgres =
    [
        file => Mode(file, "sslmode", "verify-full"),
        Binding,
        Method,
        file => Version(file, "ssl_min_protocol_version=TLSv1.3"),
        Negotiation,
        Certificate,
    ];

    static readonly Func<CaseFile, (string Setting, string Verdict)?>[] MySql =
    [
        file => Mode(file, "ssl_mode", "VERIFY_IDENTITY"),
        file => Version(file, "tls_version=TLSv1.3"),
    ];

    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file is { Connection: not null, Host.IsSocket: false };

    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        foreach (var judge in file.MySql is null ? Postgres : MySql)
        {
            if (judge(file) is { } row && !IsInForce(file, row.Setting))
            {
                notes.Add($"{row.Setting}: {row.Verdict}");
            }
        }

        if (notes.Evidence.Count == 0)
        {
            notes.Add("everything is in force that this server bears");
        }

        return Task.CompletedTask;
    }

    static bool IsInForce(CaseFile file, string setting) =>
        setting.Split('=') is [var keyword, var value] && string.Equals(file.Shown(keyword), value, StringComparison.OrdinalIgnoreCase);

    static (string, string)? Mode(CaseFile file, string keyword, string strictest) =>
        (
            $"{keyword}={strictest}",
            file.Handshake is null ? "needs TLS at the server"
            : file.Modes.FirstOrDefault(verdict => verdict.Mode == strictest) is not { IsAccepted: false } refused ? Passes
            : $"needs more: {refused.Meaning}"
        );

    static (string, string)? Binding(CaseFile file) =>
        (
            "channel_binding=require",
            file.Startup?.Method != 10 ? "needs a login by scram-sha-256"
            : file.Handshake is not { } seen || !file.WantsTls ? "needs TLS"
            : !file.Startup.Mechanisms.Contains("SCRAM-SHA-256-PLUS") ? "needs a server, or a pooler, that offers it"
            : CertificateFacts.ObstacleToBinding(seen.Leaf) is { } obstacle
                ? $"needs a server certificate signed with RSA (PKCS #1) or ECDSA, not {obstacle}"
            : Passes
        );

    static (string, string)? Method(CaseFile file) =>
        file.Shown("require_auth").Length > 0
            ? null
            : file.Startup?.Method switch
            {
                0 => ("require_auth=none", "would pass: whoever poses as the server could then get no password"),
                3 or 5 => ("require_auth=scram-sha-256", "needs scram-sha-256 in pg_hba.conf, and a password that was set under it"),
                7 => ("require_auth=gss", Passes),
                9 => ("require_auth=sspi", Passes),
                10 => ("require_auth=scram-sha-256", "would pass: whoever poses as the server could then get no readable password"),
                _ => null,
            };

    static (string, string)? Version(CaseFile file, string setting) =>
        file.Handshake is not { } seen ? null : (setting, seen.Protocol == SslProtocols.Tls13 ? Passes : "needs TLS 1.3 at the server");

    static (string, string)? Negotiation(CaseFile file) =>
        file is not { Handshake: not null, Session: { PoolerSign: null, Release: { } release } }
            ? null
            : (
                "sslnegotiation=direct",
                release < DirectTlsSince ? $"needs PostgreSQL {DirectTlsSince} or newer"
                : file.DemandsTls ? Passes
                : "would pass, with sslmode=require or a stricter one"
            );

    static (string, string)? Certificate(CaseFile file) =>
        file.Handshake?.AsksForCertificate is not true ? null
        : file.Policy?.HasClientCertificate == true && file.WantsTls ? ("sslcertmode=require", Passes)
        : ("sslcertmode=require", "needs a client certificate (sslcert, sslkey): the server asks for one, and none was sent");
}
