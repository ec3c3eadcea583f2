using Dialtone.Diagnosis.Probing;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes at hosted servers and poolers.</summary>
static class CloudCauses
{
    const string RdsBundle = "https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem";

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("neon-endpoint-unknown", "The proxy does not learn which endpoint is meant, because no server name was sent", Neon),
        new("supabase-tenant-unknown", "The pooler does not know the project", Supabase),
        new("startup-parameter-unsupported", "A pooler refuses a setting that the client sends when it connects", StartupParameter),
        new("cloud-sql-certificate", "The certificate of a Cloud SQL instance names the instance and not the host", CloudSql),
        new("rds-bundle-outdated", "The bundle of Amazon RDS is older than the server's certificate", Rds),
    ];

    static Advice? Neon(CaseFile file)
    {
        if (!file.Says("Endpoint ID is not specified"))
        {
            return null;
        }

        var endpoint = file.HostName.Split('.')[0] is ['e', 'p', '-', ..] name
            ? name.Replace("-pooler", "", StringComparison.Ordinal)
            : "ENDPOINT";
        var why =
            file.Handshake is { ServerName.Length: 0 } ? $"No server name (SNI) was sent in the handshake: {ReasonForSilence(file)}."
            : file.Handshake is not null ? $"The server name that was sent is {file.Handshake.ServerName}, which names no endpoint."
            : "The proxy chooses the endpoint by the server name (SNI) of the handshake. Clients with a libpq before 14, with sslsni=0, without TLS, by address or through a tunnel send none.";
        return new(
            file.ErrorText,
            why,
            new("say the endpoint's name in the options", Corrected.Command(file, ("options", $"endpoint={endpoint}"))),
            new("in a URL", $"options=endpoint%3D{endpoint}"),
            new("or send the server name", Corrected.Command(file, ("sslsni", "1"), ("sslmode", "verify-full"), ("sslrootcert", "system")))
        );
    }

    static string ReasonForSilence(CaseFile file) =>
        file.Shown("sslsni") is "0" ? file.Named("sslsni")
        : file.Host?.Host is null ? "only an address was given, no host"
        : $"{file.HostName} is an address, not a name";

    static Advice? Supabase(CaseFile file) =>
        file.Says("Tenant or user not found")
            ? new(
                file.ErrorText,
                $"The pooler serves many projects and finds yours by the user: it must be user.PROJECT, and it is \"{file.Shown("user")}\". The region in the host must be the project's too.",
                new("put the project's reference behind the user", Corrected.Command(file, ("user", $"{UserOr(file, "postgres")}.PROJECT")))
            )
            : null;

    static string UserOr(CaseFile file, string other) => file.Shown("user") is { Length: > 0 } user ? user.Split('.')[0] : other;

    static Advice? StartupParameter(CaseFile file)
    {
        if (!file.Says("unsupported startup parameter"))
        {
            return null;
        }

        var text = file.ErrorText;
        var colon = text.IndexOf("startup parameter", StringComparison.OrdinalIgnoreCase);
        var name = text[(colon + "startup parameter".Length)..].Split('\n')[0].Trim(' ', ':', '"').Split(' ', ',')[^1].Trim('"');
        name = name.Length > 0 ? name : "NAME";
        return new(
            text,
            $"Poolers such as PgBouncer share server connections between clients and let only known settings through; \"{name}\" was sent as {file.Named(name)}.",
            new("have the pooler pass it over, in pgbouncer.ini", $"ignore_startup_parameters = {name}"),
            new(
                "or leave it out, and set it after connecting",
                name == "options" ? Corrected.Command(file, ("options", null)) : $"SET {name} TO …"
            ),
            new("or connect to the server itself, beside the pooler", null)
        );
    }

    static Advice? CloudSql(CaseFile file)
    {
        var seen = file.Handshake is { } handshake ? CertificateText.NameOf(handshake.Leaf) : "";
        var isInstance = seen.Contains(':', StringComparison.Ordinal) && CertificateFacts.AlternativeNames(file.Handshake!.Leaf).Count == 0;
        var isCloudSql =
            isInstance
            || (seen.Length > 0 && IsCloudSqlName(seen))
            || (
                file.Handshake is not null
                && CertificateText.NameOf(file.Handshake.Leaf.IssuerName).StartsWith("Google Cloud SQL", StringComparison.Ordinal)
            );
        if (!file.Says("does not match", "is not cert's CN", "Hostname/IP") || !(isCloudSql || file.Says(".sql.goog", "Google Cloud SQL")))
        {
            return null;
        }

        return new(
            file.ErrorText,
            $"Cloud SQL makes a CA for every instance, and its older certificates carry {(isInstance ? $"the name of the instance, \"{seen}\"," : "a name of their own")} instead of the address you connect to. That CA signs for one instance only, so the chain alone proves the server.",
            new(
                "verify the chain by the instance's own CA",
                Corrected.Command(file, ("sslmode", "verify-ca"), ("sslrootcert", "server-ca.pem"))
            ),
            new("get that CA", "gcloud sql instances describe INSTANCE --format='value(serverCaCert.cert)' > server-ca.pem"),
            new("or use the instance's DNS name with verify-full, or the Cloud SQL Auth Proxy", "cloud-sql-proxy PROJECT:REGION:INSTANCE")
        );
    }

    static bool IsCloudSqlName(string name) => name.EndsWith(".sql.goog", StringComparison.OrdinalIgnoreCase);

    static Advice? Rds(CaseFile file)
    {
        var isRdsHost = file.HostName.EndsWith(".rds.amazonaws.com", StringComparison.OrdinalIgnoreCase);
        var issuer = file.Handshake is { } handshake
            ? handshake
                .Presented.Append(handshake.Leaf)
                .Select(certificate => CertificateText.NameOf(certificate.IssuerName))
                .FirstOrDefault(name => name.Contains("RDS", StringComparison.Ordinal))
            : null;
        return
            (isRdsHost || issuer is not null || file.Says("rds.amazonaws.com", "Amazon RDS"))
            && file.Says(
                "certificate verify failed",
                "unknown issuer",
                "self-signed certificate",
                "self signed certificate",
                "unable to get local issuer"
            )
            ? new(
                file.ErrorText,
                $"Amazon changed the CAs of RDS in August 2024 (rds-ca-2019 to rds-ca-rsa2048-g1 and others): the server's certificate comes from {(issuer is null ? "one of them" : $"\"{issuer}\"")}, and {file.Named("sslrootcert")} does not hold it.",
                new("get the present bundle", $"curl -o global-bundle.pem {RdsBundle}"),
                new("and use it", Corrected.Command(file, ("sslrootcert", "global-bundle.pem"), ("sslmode", "verify-full")))
            )
            : null;
    }
}
