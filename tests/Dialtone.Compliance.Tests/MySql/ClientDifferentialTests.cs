using System.Text;
using System.Text.RegularExpressions;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>The same target through MariaDB's own client: every <c>ssl_mode</c> with every kind of certificate, list and login must come out the same.</summary>
public sealed class ClientDifferentialTests(TestServers servers) : IAsyncLifetime
{
    // MySQL's modes in the spelling of MariaDB's client, which has no ssl_mode of its own.
    static readonly (string Mode, string[] Options)[] Modes =
    [
        ("DISABLED", ["--skip-ssl"]),
        ("PREFERRED", []),
        ("REQUIRED", ["--ssl"]),
        ("VERIFY_CA", ["--ssl", "--ssl-ca={ca}"]),
        ("VERIFY_IDENTITY", ["--ssl", "--ssl-ca={ca}", "--ssl-verify-server-cert"]),
    ];

    static readonly ServerCertificate[] Certificates =
    [
        ServerCertificate.Good,
        ServerCertificate.Rsa,
        ServerCertificate.WrongName,
        ServerCertificate.Expired,
        ServerCertificate.NotYetValid,
        ServerCertificate.UnknownAuthority,
        ServerCertificate.SelfSigned,
        ServerCertificate.CommonNameOnly,
        ServerCertificate.CommonNameOverruled,
        ServerCertificate.CommonNameIrrelevant,
        ServerCertificate.NoNames,
        ServerCertificate.AddressOnly,
        ServerCertificate.UppercaseName,
        ServerCertificate.PartialWildcard,
        ServerCertificate.Revoked,
        ServerCertificate.LeafOfIntermediate,
        ServerCertificate.ChainOfIntermediate,
        ServerCertificate.ClientUsageOnly,
        ServerCertificate.NoUsage,
    ];

    MariaDbServer server = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        server = await MariaDbServer.StartAsync(servers.Pki, cancellationToken: Token);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Verdicts_are_those_of_MariaDBs_client()
    {
        var mismatches = new StringBuilder();
        var used = new HashSet<ClientDifference>();
        var count = 0;
        foreach (var certificate in Certificates)
        {
            await server.UseCertificateAsync(certificate, Token);
            foreach (var c in Cases(certificate))
            {
                count++;
                var (client, ours) = (await ClientAsync(c), await OursAsync(c));
                var difference = ClientDifferences.All.FirstOrDefault(row => Regex.IsMatch(c.Name, $"^({row.Cases})$"));
                if (difference is not null)
                    used.Add(difference);
                if ((client, ours) != (difference?.Client ?? ours, difference?.Dialtone ?? client))
                    mismatches.AppendLine($"{c.Name}: the client says {client}, Dialtone {ours}");
            }
        }

        Assert.True(mismatches.Length == 0, $"{mismatches}");
        Assert.Equal(ClientDifferences.All, used.Intersect(ClientDifferences.All).OrderBy(row => ClientDifferences.All.IndexOf(row)));
        Assert.True(count >= 200, $"{count} cases");
    }

    IEnumerable<Case> Cases(ServerCertificate certificate)
    {
        foreach (var (mode, options) in Modes)
        {
            foreach (var user in new[] { MariaDbUsers.Plain, MariaDbUsers.App })
                yield return new($"{certificate} {mode} {user}", mode, options, user, null, null);
        }

        if (certificate is not (ServerCertificate.Good or ServerCertificate.Revoked or ServerCertificate.ChainOfIntermediate))
            yield break;
        foreach (var list in Enum.GetValues<RevocationList>())
        {
            foreach (var (mode, options) in Modes[3..])
                yield return new($"{certificate} {mode} crl {list}", mode, options, MariaDbUsers.Plain, servers.Pki.Crl(list), null);
        }

        if (certificate is not ServerCertificate.Good)
            yield break;
        foreach (var kind in Enum.GetValues<ClientCertificate>())
        {
            foreach (var (mode, options) in Modes[2..])
                yield return new(
                    $"{certificate} {mode} client {kind}",
                    mode,
                    options,
                    MariaDbUsers.Certificate,
                    null,
                    servers.Pki.Client(kind)
                );
        }

        foreach (var (mode, options) in Modes)
        {
            yield return new($"{certificate} {mode} client none", mode, options, MariaDbUsers.Certificate, null, null);
            yield return new(
                $"{certificate} {mode} client good",
                mode,
                options,
                MariaDbUsers.Certificate,
                null,
                servers.Pki.Client(MariaDbUsers.Certificate)
            );
        }
    }

    /// <summary>What MariaDB's client does: <c>TLS</c>, <c>plain</c> or <c>no</c>.</summary>
    async Task<string> ClientAsync(Case c)
    {
        string[] arguments =
        [
            "--host=localhost",
            "--protocol=TCP",
            $"--port={server.Port}",
            $"--user={c.User}",
            $"--password={MariaDbUsers.Password}",
            .. c.Crl is null ? [] : new[] { $"--ssl-crl={c.Crl}" },
            .. c.Client is null ? [] : new[] { $"--ssl-cert={c.Client.Certificate}", $"--ssl-key={c.Client.Key}" },
            // Last, because a certificate alone would switch TLS on again.
            .. c.Options.Select(option => option.Replace("{ca}", servers.Pki.Root, StringComparison.Ordinal)),
            "--execute",
            "show status like 'ssl_cipher'",
        ];
        var result = await server.RunClientAsync(arguments, Token);
        return !result.Succeeded ? "no"
            : result.Output.Contains("TLS", StringComparison.Ordinal) ? "TLS"
            : "plain";
    }

    async Task<string> OursAsync(Case c)
    {
        var arguments = new ConnectArgs
        {
            ["user"] = c.User,
            ["password"] = MariaDbUsers.Password,
            ["ssl_mode"] = c.Mode,
        };
        if (c.Mode.StartsWith("VERIFY", StringComparison.Ordinal))
            arguments["ssl_ca"] = servers.Pki.Root;
        if (c.Crl is not null)
            arguments["ssl_crl"] = c.Crl;
        if (c.Client is not null)
            (arguments["ssl_cert"], arguments["ssl_key"]) = (c.Client.Certificate, c.Client.Key);
        try
        {
            await using var engine = Engine.Create($"mysql://localhost:{server.Port}", arguments, new() { Pooling = false });
            var row = await engine.QueryAsync("show status like 'ssl_cipher'", Token).SingleAsync(Token);
            return row.Get<string>(1).Length > 0 ? "TLS" : "plain";
        }
        catch (DatabaseException)
        {
            return "no";
        }
    }

    sealed record Case(string Name, string Mode, string[] Options, string User, string? Crl, CertificateFiles? Client);
}
