using Dialtone.Diagnosis.Probing;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in the client's certificate, as the server sees it.</summary>
static class ClientCertificateCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("client-certificate-missing", "The server demands a client certificate and got none", Missing),
        new("client-certificate-user", "The client certificate is for another user", User),
        new("client-intermediate-missing", "The client certificate's intermediate is not in its file", Intermediate),
        new("client-certificate-untrusted", "The server does not trust the issuer of the client certificate", Untrusted),
        new("client-certificate-time", "The client certificate is expired or not yet valid", Time),
        new("client-certificate-purpose", "The client certificate is not meant for clients", Purpose),
        new("client-certificate-revoked", "The server has the client certificate on its revocation list", Revoked),
        new("client-certificate-refused", "The server refuses the client certificate", Refused),
    ];

    static bool WasSent(CaseFile file) => file.Policy?.HasClientCertificate == true;

    static int? Alert(CaseFile file) => file.CertificateFault?.Alert ?? file.HandshakeFault?.Alert;

    static string Sent(CaseFile file) => WasSent(file) ? CertificateFacts.Describe(file.Policy!.ClientCertificates[0], file.Time) : "none";

    static string Takes(CaseFile file) =>
        file.Handshake is { AcceptableIssuers.Count: > 0 } seen
            ? $" It takes certificates from {string.Join(" or ", seen.AcceptableIssuers)}."
            : "";

    static Advice? Missing(CaseFile file)
    {
        if (
            !file.Says("requires a valid client certificate", "certificate required")
            && Alert(file) != 116
            && !(Alert(file) == 40 && !WasSent(file) && file.Handshake?.AsksForCertificate == true)
        )
        {
            return null;
        }

        var reason =
            file.Shown("sslcertmode") == "disable" ? $"{file.Named("sslcertmode")} keeps it from being sent."
            : WasSent(file)
                ? $"One was sent ({Sent(file)}), but the server could not verify it: an intermediate is missing, or its ssl_ca_file does not hold the issuer."
            : file.Shown("sslcert") is { Length: > 0 } && !File.Exists(file.Shown("sslcert"))
                ? $"{file.Named("sslcert")} names no file; libpq passes that over without a word."
            : "No sslcert is given, and there is no ~/.postgresql/postgresql.crt.";
        return new(
            file.ErrorText,
            $"The server's pg_hba.conf demands a certificate here (cert, or clientcert=…). {reason}{Takes(file)}",
            new(
                "name certificate and key",
                Corrected.Command(file, ("sslcert", "client.crt"), ("sslkey", "client.key"), ("sslcertmode", null))
            ),
            new(
                "or, at the server, let this user in without one, in pg_hba.conf",
                $"hostssl {Or(file, "dbname", "all")} {Or(file, "user", "all")} all scram-sha-256"
            )
        );
    }

    static string Or(CaseFile file, string keyword, string other) => file.Shown(keyword) is { Length: > 0 } value ? value : other;

    static Advice? User(CaseFile file)
    {
        if (!file.Says("certificate authentication failed for user"))
        {
            return null;
        }

        var name = WasSent(file) ? CertificateText.NameOf(file.Policy!.ClientCertificates[0]) : "the certificate's common name";
        var user = Or(file, "user", "USER");
        return new(
            file.ErrorText,
            $"The certificate's common name is \"{name}\" and the user is \"{user}\": with the method cert they must be equal, unless a map says otherwise.",
            new("log in as the certificate's user", Corrected.Command(file, ("user", name))),
            new("or map it at the server: in pg_ident.conf", $"certs \"{name}\" {user}"),
            new("and in pg_hba.conf", $"hostssl all {user} all cert map=certs")
        );
    }

    static Advice? Intermediate(CaseFile file)
    {
        if ((Alert(file) != 48 && !file.Says("alert unknown ca")) || !WasSent(file) || file.Policy!.ClientCertificates.Count > 1)
        {
            return null;
        }

        var leaf = file.Policy.ClientCertificates[0];
        var issuer = CertificateText.NameOf(leaf.IssuerName);
        var takesIssuer = file.Handshake!.AcceptableIssuers.Any(name => name.Contains(issuer, StringComparison.Ordinal));
        return
            !takesIssuer
            && (
                issuer.Contains("intermediate", StringComparison.OrdinalIgnoreCase)
                || issuer.Contains("issuing", StringComparison.OrdinalIgnoreCase)
            )
            ? new(
                file.ErrorText,
                $"The file holds the client's own certificate only. Its issuer \"{issuer}\" is an intermediate CA that the server does not have; the client must send it along.{Takes(file)}",
                new(
                    "put the intermediate behind the certificate in the file of sslcert",
                    $"cat {file.Shown("sslcert")} intermediate.crt > chain.crt"
                ),
                new("and use that", Corrected.Command(file, ("sslcert", "chain.crt")))
            )
            : null;
    }

    static Advice? Untrusted(CaseFile file) =>
        Alert(file) == 48 || file.Says("alert unknown ca")
            ? new(
                file.ErrorText,
                $"Alert 48 (unknown_ca): the server's ssl_ca_file holds no CA that has issued the certificate that was sent, {Sent(file)}.{Takes(file)}",
                new(
                    "use a certificate that the server's CA has issued",
                    Corrected.Command(file, ("sslcert", "client.crt"), ("sslkey", "client.key"))
                ),
                new(
                    "or, at the server, add the client's CA to ssl_ca_file, and have it read again",
                    "cat client-ca.crt >> ca.crt && psql -c 'select pg_reload_conf()'"
                ),
                new(
                    "if an intermediate issued it, the file of sslcert needs leaf and intermediate",
                    "cat client.crt intermediate.crt > chain.crt"
                )
            )
            : null;

    static Advice? Time(CaseFile file) =>
        Alert(file) == 45 || file.Says("alert certificate expired")
            ? new(
                file.ErrorText,
                $"Alert 45 (certificate_expired): the client's certificate is {Sent(file)}.",
                new("renew the client certificate", "openssl req -new -key client.key -subj /CN=USER -out client.csr"),
                new("until then, if the server lets you in without one", Corrected.Command(file, ("sslcertmode", "disable"))),
                new("if the dates are good, check the server's clock", null)
            )
            : null;

    static Advice? Purpose(CaseFile file) =>
        Alert(file) == 43 || file.Says("alert unsupported certificate")
            ? new(
                file.ErrorText,
                $"Alert 43 (unsupported_certificate): the extended key usage of {Sent(file)} does not name clients.",
                new("have it reissued for clients", "extendedKeyUsage = clientAuth")
            )
            : null;

    static Advice? Revoked(CaseFile file) =>
        Alert(file) == 44 || file.Says("alert certificate revoked")
            ? new(
                file.ErrorText,
                $"Alert 44 (certificate_revoked): {Sent(file)} is on the server's ssl_crl_file.",
                new("get a new client certificate", null)
            )
            : null;

    static Advice? Refused(CaseFile file) =>
        (Alert(file) is 40 or 42 or 46 or 49 or 51 or 80 || file.CertificateFault is not null)
            ? new(
                file.ErrorText,
                $"{(file.CertificateFault ?? file.HandshakeFault)!.Describe()}. Sent was {Sent(file)}.{Takes(file)}",
                new("see the server's log: it names the reason", null),
                new("try without the certificate", Corrected.Command(file, ("sslcertmode", "disable")))
            )
            : null;
}
