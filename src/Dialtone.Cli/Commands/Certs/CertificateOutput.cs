using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dialtone.Cli.Terminal;
using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary>Certificates as lines for people, and as JSON for programs.</summary>
static class CertificateOutput
{
    /// <summary>Whole days until a certificate ends; negative when it has.</summary>
    public static int DaysLeft(CertificateSummary certificate, DateTimeOffset now) =>
        (int)Math.Floor((certificate.NotAfter - now).TotalDays);

    /// <summary>A day as everybody reads it.</summary>
    public static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>One certificate in lines.</summary>
    public static string Describe(CertificateSummary certificate, DateTimeOffset now)
    {
        var days = DaysLeft(certificate, now);
        var left =
            now < certificate.NotBefore ? "NOT YET VALID"
            : days < 0 ? "EXPIRED"
            : $"{days} {(days == 1 ? "day" : "days")} left";
        var text = new StringBuilder();
        _ = text.Append(
            CultureInfo.InvariantCulture,
            $"  \"{certificate.Subject}\" {(certificate.IsSelfIssued ? "(self-signed)" : $"from \"{certificate.Issuer}\"")}{(certificate.IsAuthority ? ", a CA" : "")}\n"
        );
        foreach (
            var (name, value) in (IEnumerable<(string, string)>)
                [
                    ("names", certificate.Names.Count > 0 ? string.Join(", ", certificate.Names) : "none, only the common name"),
                    ("valid", $"{Day(certificate.NotBefore)} to {Day(certificate.NotAfter)}, {left}"),
                    ("key", $"{certificate.Key}, signed with {certificate.Signature}"),
                    ("for", certificate.Usages.Count > 0 ? string.Join(", ", certificate.Usages) : "every use"),
                    ("serial", certificate.SerialNumber),
                    ("SHA-256", certificate.Fingerprint),
                ]
        )
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"    {name, -8} {value}\n");
        }

        return text.ToString();
    }

    /// <summary>Writes certificates as an array.</summary>
    public static void Write(Utf8JsonWriter writer, string name, IEnumerable<CertificateSummary> certificates, DateTimeOffset now)
    {
        writer.WriteStartArray(name);
        foreach (var certificate in certificates)
        {
            writer.WriteStartObject();
            Write(writer, certificate, now);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a certificate's members.</summary>
    public static void Write(Utf8JsonWriter writer, CertificateSummary certificate, DateTimeOffset now)
    {
        writer.WriteString("subject", certificate.Subject);
        writer.WriteString("issuer", certificate.Issuer);
        writer.WriteBoolean("isAuthority", certificate.IsAuthority);
        Write(writer, "names", certificate.Names);
        writer.WriteString("notBefore", certificate.NotBefore);
        writer.WriteString("notAfter", certificate.NotAfter);
        writer.WriteNumber("daysLeft", DaysLeft(certificate, now));
        writer.WriteString("key", certificate.Key);
        writer.WriteString("signature", certificate.Signature);
        Write(writer, "usages", certificate.Usages);
        writer.WriteString("serialNumber", certificate.SerialNumber);
        writer.WriteString("sha256", certificate.Fingerprint);
    }

    /// <summary>Writes one object of version 1 to standard output.</summary>
    public static void WriteJson(Stdio io, Action<Utf8JsonWriter> members)
    {
        using var output = new MemoryStream();
        using (var writer = new Utf8JsonWriter(output, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", 1);
            members(writer);
            writer.WriteEndObject();
        }

        io.Out.Write(Stdio.Encoding.GetString(output.GetBuffer(), 0, (int)output.Length) + "\n");
    }

    static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
