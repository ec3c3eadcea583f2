using Dialtone.Diagnosis.Probing;

namespace Dialtone.Diagnosis.Causes;

/// <summary>What weakens a connection that comes about, or will stop it one day.</summary>
static class SecurityWarnings
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("silent-plaintext-fallback", "The connection is plaintext although the server has TLS", Fallback) { IsWarning = true },
        new("plaintext", "The connection is not encrypted", Plaintext) { IsWarning = true },
        new("certificate-expires-soon", "A certificate ends within thirty days", Expiring) { IsWarning = true },
        new("libpq-channel-binding-ed25519", "libpq's clients cannot log in by SCRAM with this server's certificate", Ed25519)
        {
            IsWarning = true,
        },
        new("certificate-without-san", "The server's certificate has no subject alternative names", NoSan) { IsWarning = true },
        new("server-not-verified", "The connection is encrypted, but the server was not verified", Unverified) { IsWarning = true },
    ];

    static bool IsOverNetwork(CaseFile file) => file is { Host.IsSocket: false, Connection: not null };

    static bool IsPlain(CaseFile file) =>
        IsOverNetwork(file)
        && (
            file.Announcements.Exists(text => text.Contains("NOT encrypted", StringComparison.Ordinal))
            || (file.Session is { IsEncrypted: false, PoolerSign: null })
        );

    static string ModeKeyword(CaseFile file) => file.MySql is null ? "sslmode" : "ssl_mode";

    static Fix Strict(CaseFile file)
    {
        var (mode, root) = file.MySql is null ? ("verify-full", "sslrootcert") : ("VERIFY_IDENTITY", "ssl_ca");
        return file.Shown(root) is { Length: > 0 } && file.VerifiedName
            ? new("verify chain and name: this server would pass", Corrected.Command(file, (ModeKeyword(file), mode)))
            : new(
                "verify chain and name, with the CA of the server",
                Corrected.Command(file, (ModeKeyword(file), mode), (root, "/path/to/root.crt"))
            );
    }

    static Advice? Fallback(CaseFile file) =>
        IsPlain(file) && file is { WantsTls: true, Answer.Kind: PeerKind.Tls } && file.Postgres is not null
            ? new(
                $"the server offers TLS, and yet the connection is plaintext{((file.PolicyFault ?? file.ServerRefusal)?.What is { } why ? $": {why}" : file.HandshakeFault is { } fault ? $": {fault.Describe()}" : file.Startup?.Error is { } error ? $": over TLS the server said {error.Message}" : "")}",
                $"{file.Named("sslmode")} falls back to plaintext, without a word, after any failure of TLS: a verification that fails because a root certificate file exists, or a certificate or key file that cannot be used.",
                new("forbid that; the cause is then an error", Corrected.Command(file, ("sslmode", "require"))),
                Strict(file)
            )
            : null;

    static Advice? Plaintext(CaseFile file) =>
        IsPlain(file) && (file.Answer?.Kind != PeerKind.Tls || !file.WantsTls) && !IsLoopback(file)
            ? new(
                "everybody on the way can read and change what is sent",
                $"{file.Named(ModeKeyword(file))}{(file.Answer?.Kind == PeerKind.NoTls ? ", and the server has no TLS." : " asks for no TLS, which the server has.")}",
                Strict(file)
            )
            : null;

    static bool IsLoopback(CaseFile file) =>
        file.EndPoint is System.Net.IPEndPoint { Address: var address } && System.Net.IPAddress.IsLoopback(address);

    static Advice? Expiring(CaseFile file)
    {
        var ending = (file.Handshake is { } seen && file.WantsTls ? seen.Presented.Prepend(seen.Leaf) : [])
            .Concat(file.WantsTls ? file.Policy?.ClientCertificates ?? [] : [])
            .FirstOrDefault(certificate => CertificateFacts.IsNearExpiry(certificate, file.Time));
        return ending is null
            ? null
            : new(
                CertificateFacts.Describe(ending, file.Time),
                "After that day a client or server that verifies it refuses it.",
                new("renew it, and have it read again", "select pg_reload_conf()")
            );
    }

    static Advice? Ed25519(CaseFile file) =>
        file is { Startup.Method: 10, Handshake: { } seen }
        && CertificateFacts.ObstacleToBinding(seen.Leaf) is "Ed25519" or "Ed448"
        && file.Shown("channel_binding") != "disable"
            ? new(
                "psql and every other client over libpq fail here with \"could not find digest for NID UNDEF\"; Dialtone does not",
                "libpq makes channel binding from the hash of the certificate's signature, and Ed25519 signatures name none; it gives up even where binding is only preferred.",
                new("for clients over libpq", "channel_binding=disable"),
                new(
                    "or give the server a certificate signed with RSA or ECDSA",
                    "openssl x509 -req -sha256 -in server.csr -CA ca.crt -CAkey ca.key -out server.crt"
                )
            )
            : null;

    static Advice? NoSan(CaseFile file) =>
        file is { Handshake: { } seen, WantsTls: true } && CertificateFacts.AlternativeNames(seen.Leaf).Count == 0
            ? new(
                $"{CertificateFacts.Describe(seen.Leaf, file.Time)} has only a common name",
                "libpq and .NET accept the common name where there are no subject alternative names; Go, rustls, Erlang and newer clients refuse such a certificate (\"x509: certificate relies on legacy Common Name field\").",
                new("have it reissued with the host as a subject alternative name", $"subjectAltName = DNS:{file.HostName}")
            )
            : null;

    static Advice? Unverified(CaseFile file) =>
        IsOverNetwork(file) && !IsPlain(file) && file is { WantsTls: true, Handshake: not null, Policy.VerifiesChain: false }
            ? new(
                "anybody who can put himself between would be taken for the server",
                $"{file.Named(ModeKeyword(file))} encrypts and does not ask who the server is{(file.Postgres is null ? "" : ", because there is no root certificate file")}.",
                Strict(file)
            )
            : null;
}
