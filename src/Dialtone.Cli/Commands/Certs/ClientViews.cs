namespace Dialtone.Cli.Commands.Certs;

/// <summary>What clients make of a file: one row each.</summary>
static class ClientViews
{
    static readonly (string Client, Func<InspectedFile, string?> Judge)[] Views =
    [
        ("psql (libpq)", Libpq),
        ("JDBC", Jdbc),
        (".NET (Npgsql)", DotNet),
        ("Go, rustls, Python", ByNames),
        ("every client", Use),
    ];

    /// <summary>The clients that have something to say, and what.</summary>
    public static IReadOnlyList<(string Client, string Says)> Of(InspectedFile file) =>
        [
            .. Views
                .Select(view => (view.Client, view.Judge(file)))
                .Where(row => row.Item2 is not null)
                .Select(row => (row.Client, row.Item2!)),
        ];

    static string? Libpq(InspectedFile file) =>
        file.KeyPath is null || IsForServers(file) ? null
        : file.Bundle.Format == "PKCS#12" ? $"reads no PKCS #12: dialtone certs convert {file.Path} client.crt, and client.key"
        : file.Certificates.Count == 0 ? KeyAlone(file)
        : Tls.Files.CertificateBundle.ObjectionOfLibpq(file.Path, file.KeyPath, file.Password) is { } objection
            ? $"refuses the pair: {objection}"
        : "takes the pair";

    static bool IsForServers(InspectedFile file) =>
        file.Certificates is [{ Usages: { Count: > 0 } usages }, ..] && !usages.Contains("client");

    static string KeyAlone(InspectedFile file) =>
        file.Bundle.Format == "encrypted PKCS#8 DER"
            ? $"does not read an encrypted key in DER: dialtone certs convert {file.Path} client.key"
            : "reads the key; name its certificate to see the pair";

    static string? Jdbc(InspectedFile file) =>
        file.Key is null || IsForServers(file) ? null
        : file.Key.Format is "PKCS#12" or "PKCS#8 DER" or "encrypted PKCS#8 DER" ? "reads the key"
        : $"needs the key as PKCS #8 DER or PKCS #12: dialtone certs convert {file.KeyPath} client.pk8";

    static string? DotNet(InspectedFile file) =>
        file.Key is null || IsForServers(file) ? null
        : file.Key.Format.EndsWith("DER", StringComparison.Ordinal) ? "reads keys in PEM and PKCS #12 only; Dialtone reads this one"
        : "reads the key";

    static string? ByNames(InspectedFile file) =>
        file.Certificates is [{ Names.Count: 0, IsAuthority: false } first, ..]
        && (first.Usages.Count == 0 || first.Usages.Contains("server"))
            ? "refuse it for a server: it has no subject alternative names; libpq and .NET compare the common name"
            : null;

    static string? Use(InspectedFile file) =>
        file.Certificates is not [{ IsAuthority: false } first, ..] ? null
        : first.Usages.Count == 0 || (first.Usages.Contains("server") && first.Usages.Contains("client")) ? null
        : first.Usages.Contains("client") ? "takes it from a client only"
        : first.Usages.Contains("server") ? "takes it from a server only"
        : "refuses it for TLS: its extended key usage allows something else only";
}
