using Dialtone.Diagnosis.Probing;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in the certificate that the server shows.</summary>
static class ServerCertificateCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("system-roots-empty", "The system's store of trusted CAs is empty or not found", SystemEmpty),
        new("require-verifies", "sslmode=require verifies the server because a root certificate file exists", RequireVerifies),
        new("server-name-mismatch", "The server's certificate is for another name", Name),
        new("server-certificate-time", "A certificate of the server's chain is expired or not yet valid", Time),
        new("server-certificate-revoked", "A certificate of the server's chain is revoked, or a revocation list cannot be used", Revoked),
        new("server-certificate-purpose", "The server's certificate is not meant for servers", Purpose),
        new("server-certificate-weak", "A certificate of the server's chain is too weak", Weak),
        new("intermediate-missing", "The server does not send its intermediate certificate", Intermediate),
        new("server-certificate-untrusted", "Nothing that is trusted has issued the server's certificate", Untrusted),
    ];

    static bool IsVerification(CaseFile file) =>
        file.Failure is { Stage: Errors.ErrorStage.Tls } || file.Says("certificate verify failed", "certificate is not trusted");

    static string RootKeyword(CaseFile file) => file.MySql is null ? "sslrootcert" : "ssl_ca";

    static Advice? SystemEmpty(CaseFile file) =>
        file.Says("unregistered scheme")
        || (
            (file.Tls?.SystemRoots == true || file.Says("unable to get local issuer certificate", "PartialChain", "UntrustedRoot"))
            && file.IsBlocked
            && SystemRoots.AreMissing()
        )
        || (file.PastedError is not null && file.Says("PartialChain", "UntrustedRoot"))
            ? new(
                file.ErrorText,
                file.PastedError is not null
                    ? "The client trusts what its system trusts, and the server's CA is not among it: slim, Alpine and distroless images come without CA certificates. If the client has them, the server's CA is a private one, which must be named."
                    : $"Trust is left to the system ({file.Named("sslrootcert")}), and there is nothing to trust: slim, Alpine and distroless images come without CA certificates. {SystemRoots.Describe()}",
                new("install them, on Debian and Ubuntu", "apt-get install -y ca-certificates"),
                new("on Alpine", "apk add --no-cache ca-certificates"),
                new("or point OpenSSL, and with it libpq and .NET, to a bundle", "export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"),
                new("or trust the server's own CA", Corrected.Command(file, ("sslrootcert", "/path/to/root.crt")))
            )
            : null;

    static Advice? RequireVerifies(CaseFile file) =>
        file.PastedError is null
        && file.Postgres?.Options is { SslMode: SslMode.Require, RootCertificate: { } root }
        && file.Failure is { Stage: Errors.ErrorStage.Tls }
        && File.Exists(root.Path)
        && file.Says("certificate verify failed")
            ? new(
                file.ErrorText,
                $"sslmode=require does not verify anything unless a root certificate file exists; then it verifies the chain, as verify-ca does. "
                    + $"What switched it on is {file.Named("sslrootcert")}{Age(root.Path)}. The server's certificate was changed, or that file is left from another server.",
                new(
                    "trust the server's present CA, and say what you mean",
                    Corrected.Command(file, ("sslmode", "verify-full"), ("sslrootcert", "/path/to/present-root.crt"))
                ),
                new(
                    root.IsDefault ? "or move the stale file away" : "or take the file out of the target",
                    root.IsDefault ? $"mv {root.Path} {root.Path}.old" : Corrected.Command(file, ("sslrootcert", null))
                )
            )
            : null;

    static string Age(string path) => $" (last changed {CertificateText.Time(File.GetLastWriteTimeUtc(path))[..10]})";

    static Advice? Name(CaseFile file)
    {
        if (
            !file.Says(
                "does not match host name",
                "could not get server's host name",
                "host name must be specified",
                "Hostname/IP does not match"
            )
        )
        {
            return null;
        }

        var leaf = file.Handshake?.Leaf;
        IReadOnlyList<string> names = leaf is null ? [] : CertificateFacts.AlternativeNames(leaf);
        var all = names.Count > 0 || leaf is null ? names : [CertificateText.NameOf(leaf)];
        var nearest =
            all.FirstOrDefault(name => !name.StartsWith('*') && !System.Net.IPAddress.TryParse(name, out _))
            ?? (all.Count > 0 ? all[0] : "NAME");
        var address = file.Addresses is [var first, ..] ? first.ToString() : file.HostName;
        return new(
            file.ErrorText,
            all.Count == 0
                ? "verify-full compares the name you connect to with the names in the server's certificate."
                : $"You connect to {file.HostName}; the certificate is for {string.Join(", ", all.Take(8))}. An address or alias must be in it as well.",
            new(
                "connect by a name of the certificate; hostaddr says where that is",
                Corrected.Command(file, ("host", nearest), ("hostaddr", address))
            ),
            new(
                $"or have the certificate reissued with {file.HostName} as a subject alternative name",
                $"subjectAltName = {(System.Net.IPAddress.TryParse(file.HostName, out _) ? "IP" : "DNS")}:{file.HostName}"
            ),
            new(
                "or verify the chain only, if its CA signs for nobody else",
                Corrected.Command(file, (file.MySql is null ? "sslmode" : "ssl_mode", file.MySql is null ? "verify-ca" : "VERIFY_CA"))
            )
        );
    }

    static Advice? Time(CaseFile file) =>
        IsVerification(file) && file.Says("expired on", "is not valid before", "certificate has expired")
            ? new(
                file.ErrorText,
                "A certificate counts only between its two dates, by this machine's clock.",
                new("renew the certificate at the server, then have it read again", "select pg_reload_conf()"),
                new(
                    "see the dates",
                    $"openssl s_client -starttls postgres -connect {file.HostName}:{file.Host?.Port ?? "5432"} </dev/null | openssl x509 -noout -dates"
                ),
                new("check this machine's clock", "date -u")
            )
            : null;

    static Advice? Revoked(CaseFile file) =>
        IsVerification(file)
        && !file.Says("alert certificate revoked")
        && file.Says("revoked", "revocation list", "unable to get CRL", "CRL")
            ? new(
                file.ErrorText,
                $"Revocation lists are in force ({file.Named("sslcrl")}, {file.Named("sslcrldir")}): then every certificate of the chain needs a current list of its issuer, and may not be on it.",
                new("if it is revoked, the server needs a new certificate; do not connect until then", null),
                new(
                    "if the list is old or one is missing, get the lists of every CA of the chain",
                    "openssl crl -in root.crl -noout -issuer -nextupdate"
                ),
                new("without revocation lists", Corrected.Command(file, ("sslcrl", null), ("sslcrldir", null)))
            )
            : null;

    static Advice? Purpose(CaseFile file) =>
        IsVerification(file) && file.Says("is not meant for TLS servers", "unsupported certificate purpose")
            ? new(
                file.ErrorText,
                "The certificate's extended key usage does not name servers: a client's certificate was installed at the server.",
                new("have it reissued for servers", "extendedKeyUsage = serverAuth")
            )
            : null;

    static Advice? Weak(CaseFile file) =>
        IsVerification(file) && file.Says("too weak", "ee key too small", "ca md too weak")
            ? new(
                file.ErrorText,
                "OpenSSL's security level 2, the default of Debian and Ubuntu, refuses RSA keys under 2048 bits and signatures over SHA-1.",
                new(
                    "have it reissued with a stronger key and hash",
                    "openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -nodes -keyout server.key -out server.csr"
                )
            )
            : null;

    static Advice? Intermediate(CaseFile file)
    {
        if (
            !IsVerification(file)
            || file.Handshake is not { Presented.Count: 0 } seen
            || CertificateFacts.IsSelfIssued(seen.Leaf)
            || !file.Says("unknown issuer")
        )
        {
            return null;
        }

        // An issuer that a certificate names as an intermediate does, or that a trusted root has issued, cannot be told apart from a stranger
        // for sure; the words of common CAs help, and so does the absence of a root by that name.
        var issuer = CertificateText.NameOf(seen.Leaf.IssuerName);
        return
            issuer.Contains("intermediate", StringComparison.OrdinalIgnoreCase)
            || issuer.Contains("issuing", StringComparison.OrdinalIgnoreCase)
            ? new(
                file.ErrorText,
                $"The server sent its own certificate only. Its issuer \"{issuer}\" is an intermediate CA that the client does not have; the server must send it along.",
                new(
                    "at the server, put the intermediate behind the certificate in ssl_cert_file",
                    "cat server.crt intermediate.crt > chain.crt"
                ),
                new("until then, add it to the trusted file, beside the root", $"cat intermediate.crt >> {Path(file)}")
            )
            : null;
    }

    static string Path(CaseFile file) => file.Shown(RootKeyword(file)) is { Length: > 0 } path ? path : "root.crt";

    static Advice? Untrusted(CaseFile file)
    {
        if (!IsVerification(file) || !file.Says("certificate verify failed", "CA certificate is required"))
        {
            return null;
        }

        var top = file.Handshake is { } seen
            ? seen.Presented is [.., var last]
                ? last
                : seen.Leaf
            : null;
        var shown = top is null ? "" : $" The chain that the server shows ends at \"{CertificateText.NameOf(top.IssuerName)}\".";
        var command = file.MySql is null
            ? $"openssl s_client -starttls postgres -showcerts -connect {file.HostName}:{file.Host?.Port ?? "5432"} </dev/null"
            : $"openssl s_client -starttls mysql -showcerts -connect {file.HostName}:{file.Host?.Port ?? "3306"} </dev/null";
        return new(
            file.ErrorText,
            $"Trusted is what {file.Named(RootKeyword(file))} holds, and nothing in it has issued the server's certificate.{shown} Trust begins at a self-signed root: a part of a chain does not count.",
            new(
                "get the CA of the server from whoever runs it, and trust that",
                Corrected.Command(file, (RootKeyword(file), "/path/to/its-root.crt"))
            ),
            new("see what the server shows (to look at, not to trust)", command)
        );
    }
}
