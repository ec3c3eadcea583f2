using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Server certificates, root files and revocation lists in every mode: the same verdict as libpq 18, in its words.</summary>
[Collection<ConnectServer>]
public sealed class ServerCertificateTests(ConnectServer shared)
{
    static readonly string[] Modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    Pki Pki => shared.Pki;

    [Fact]
    public async Task Certificates_by_mode()
    {
        var differences = ConnectDifferences.ServerCertificates;
        foreach (var kind in Enum.GetValues<ServerCertificate>())
        {
            var server = await shared.PresentingAsync(kind, Token);
            var cases = new[] { "prefer", "require", "verify-ca", "verify-full" }
                .Select(mode => Case(server, $"{kind} {mode}", $"sslmode={mode} sslrootcert={Pki.Root}"))
                .Append(Case(server, $"{kind} require unverified", "sslmode=require"))
                .Append(Case(server, $"{kind} address", $"sslmode=verify-full sslrootcert={Pki.Root}", "host=127.0.0.1"))
                .Append(
                    Case(server, $"{kind} subdomain", $"sslmode=verify-full sslrootcert={Pki.Root}", "host=db.localhost hostaddr=127.0.0.1")
                );
            await ConnectComparison.AssertSameAsync(
                cases,
                [.. differences.Where(row => row.Cases.StartsWith($"{kind} ", StringComparison.Ordinal))],
                Token
            );
        }
    }

    [Fact]
    public async Task Root_files_by_mode()
    {
        using var home = new Home();
        home.Write("root.crt", File.ReadAllText(Pki.Authority(CertificateIssuer.Other)));
        var server = await shared.PresentingAsync(ServerCertificate.Good, Token);
        (string Name, string Parameters, string? Home)[] roots =
        [
            ("good", $"sslrootcert={Pki.Root}", null),
            ("missing", "sslrootcert=/nowhere/root.crt", null),
            ("unset", "", null),
            ("other", $"sslrootcert={Pki.Authority(CertificateIssuer.Other)}", null),
            ("both", $"sslrootcert={Pki.Bundle(CertificateIssuer.Other, CertificateIssuer.Root)}", null),
            ("intermediate", $"sslrootcert={Pki.Authority(CertificateIssuer.Intermediate)}", null),
            ("leaf", $"sslrootcert={Pki.Server(ServerCertificate.Good).Certificate}", null),
            ("der", $"sslrootcert={Pki.RootDer}", null),
            ("key", $"sslrootcert={Pki.Client(Pki.Alice).Key}", null),
            ("folder", $"sslrootcert={Pki.Folder}", null),
            ("system", "sslrootcert=system", null),
            ("home", "", home.Location),
            ("home overruled", $"sslrootcert={Pki.Root}", home.Location),
        ];
        var cases =
            from root in roots
            from mode in Modes
            select Case(server, $"{root.Name} {mode}", $"{root.Parameters} sslmode={mode}") with
            {
                Home = root.Home,
            };
        var defaults = roots.Select(root => Case(server, $"{root.Name} default", root.Parameters) with { Home = root.Home });

        await ConnectComparison.AssertSameAsync(cases.Concat(defaults), ConnectDifferences.RootFiles, Token);
    }

    [Fact]
    public async Task Revocation_lists()
    {
        using var home = new Home();
        home.Write("root.crl", File.ReadAllText(Pki.Crl(RevocationList.Complete)));
        foreach (var kind in new[] { ServerCertificate.Good, ServerCertificate.Revoked, ServerCertificate.ChainOfIntermediate })
        {
            var server = await shared.PresentingAsync(kind, Token);
            (string Name, string Parameters, string? Home)[] lists =
            [
                .. Enum.GetValues<RevocationList>().Select(list => ($"{list}", $"sslcrl={Pki.Crl(list)}", (string?)null)),
                .. Enum.GetValues<RevocationList>()
                    .Select(list => ($"{list} folder", $"sslcrldir={Pki.CrlDirectory(list)}", (string?)null)),
                ("missing", "sslcrl=/nowhere/root.crl", null),
                ("missing folder", "sslcrldir=/nowhere", null),
                ("no list", $"sslcrl={Pki.Root}", null),
                ("home", "", home.Location),
            ];
            var cases =
                from list in lists
                from mode in new[] { "prefer", "require", "verify-full" }
                select Case(server, $"{kind} {list.Name} {mode}", $"sslmode={mode} sslrootcert={Pki.Root} {list.Parameters}") with
                {
                    Home = list.Home,
                };
            await ConnectComparison.AssertSameAsync(
                cases,
                [.. ConnectDifferences.RevocationLists.Where(row => row.Cases.StartsWith($"{kind} ", StringComparison.Ordinal))],
                Token
            );
        }
    }

    static ConnectCase Case(PostgresServer server, string name, string parameters, string host = "host=localhost hostaddr=127.0.0.1") =>
        new(name, $"{host} port={server.Port} dbname=postgres user={PostgresUsers.Trusted} {parameters}");
}
