using System.Text.RegularExpressions;
using Dialtone.Libpq.Tests.Differential;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Servers.Kerberos;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>Kerberos, as encryption and as login: Debian's libpq 15, which has GSSAPI, and Dialtone must end alike.</summary>
[Collection<KerberosLab>]
public sealed class GssTests(KerberosLab lab)
{
    /// <summary>SQL that answers with one row: how the line is encrypted, and as whom the client was authenticated by whom.</summary>
    const string Question = """
        select case when ssl then 'TLS' when coalesce(g.encrypted, false) then 'GSSAPI' else 'plain' end,
               coalesce(g.principal, ''), coalesce(g.gss_authenticated, false)::text, current_user::text
        from pg_stat_ssl s left join pg_stat_gssapi g using (pid) where pid = pg_backend_pid()
        """;

    // libpq's words, ours, and why they differ.
    static readonly (string Libpq15, string Dialtone, string Reason)[] OtherWords =
    [
        (
            "GSSAPI encryption required but was impossible",
            "GSSAPI encryption required but (no credential cache|it is not supported over a local socket)",
            "what libpq says since version 17"
        ),
    ];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Every_rule_is_met_as_by_libpq() =>
        AssertSameAsync(
            from user in KerberosLab.Users
            from mode in (string[])["", "gssencmode=disable", "gssencmode=require"]
            from tls in (string[])["", "sslmode=disable", "sslmode=require"]
            select $"host=localhost user={user} password='{PostgresUsers.Password}' {mode} {tls}",
            hasTicket: true
        );

    [Fact]
    public Task Every_rule_is_met_as_by_libpq_without_a_ticket() =>
        AssertSameAsync(
            from user in KerberosLab.Users
            from mode in (string[])["", "gssencmode=require"]
            from tls in (string[])["", "sslmode=disable"]
            select $"host=localhost user={user} password='{PostgresUsers.Password}' {mode} {tls}",
            hasTicket: false
        );

    [Fact]
    public async Task Hosts_and_services_are_named_as_by_libpq()
    {
        var server = await lab.ServerAsync(Token);
        string[] hosts =
        [
            "host=localhost",
            "host=127.0.0.1",
            "hostaddr=127.0.0.1",
            "host=localhost hostaddr=127.0.0.1",
            "host=unknown.test hostaddr=127.0.0.1",
            $"host={server.SocketFolder}",
            "host=unknown.test,localhost hostaddr=127.0.0.1,127.0.0.1",
        ];
        string[] more =
        [
            "user=anylogin gssencmode=disable",
            "user=anylogin gssencmode=require",
            "user=anylogin",
            "user=gsstrust gssencmode=require krbsrvname=nosuch",
            "user=anylogin gssencmode=disable krbsrvname=nosuch",
            "user=anytrust krbsrvname=nosuch",
            "user=gsslogin gssdelegation=1",
            $"user=gsstrust sslmode=verify-full sslrootcert={lab.Pki.Root}",
            $"user=tlslogin sslmode=verify-full sslrootcert={lab.Pki.Root}",
            "user=gsstrust sslmode=verify-full sslrootcert=/nowhere/root.crt",
            "user=anytrust gssencmode=bogus",
            "user=anytrust gssencmode=require channel_binding=require",
            "user=gssscram gssencmode=require channel_binding=require",
        ];
        // libpq 15 does not know this keyword yet.
        await AssertSameAsync(
            hosts.SelectMany(_ => more, (host, other) => $"{host} {other}"),
            hasTicket: true,
            target => target.Replace(" gssdelegation=1", "", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_server_without_gssapi_is_met_as_by_libpq()
    {
        await lab.RequireAsync(Token);
        await using var plain = await PostgresServer.StartAsync(PostgresRelease.V18, lab.Pki, cancellationToken: Token);
        await AssertSameAsync(
            from user in (string[])[PostgresUsers.Trusted, PostgresUsers.TlsOnly, PostgresUsers.PlainOnly, PostgresUsers.Scram]
            from mode in (string[])["gssencmode=prefer", "gssencmode=require"]
            from tls in (string[])["sslmode=disable", "sslmode=allow", "sslmode=prefer", "sslmode=require"]
            select $"host=localhost port={plain.Port} user={user} password='{PostgresUsers.Password}' {mode} {tls}",
            hasTicket: true
        );
    }

    // libpq 15 has no require_auth: what is expected is what libpq's check_expected_areq says since version 16.
    [Theory]
    [InlineData("user=anylogin gssencmode=disable require_auth=gss", "TLS")]
    [InlineData("user=anylogin gssencmode=disable require_auth=!none", "TLS")]
    [InlineData("user=plainlogin gssencmode=disable sslmode=disable require_auth=gss", "plain")]
    [InlineData("user=gsslogin require_auth=gss", "GSSAPI")]
    [InlineData("user=gsstrust require_auth=gss", "GSSAPI")]
    [InlineData("user=gsstrust require_auth=!none", "GSSAPI")]
    [InlineData("user=gsstrust require_auth=!gss", "GSSAPI")]
    [InlineData("user=gssscram require_auth=scram-sha-256", "GSSAPI")]
    [InlineData("user=anytrust gssencmode=disable require_auth=gss,none", "TLS")]
    [InlineData("user=anytrust gssencmode=disable require_auth=gss", "\"gss\" failed: server did not complete authentication")]
    [InlineData("user=anytrust require_auth=scram-sha-256", "\"scram-sha-256\" failed: server did not complete authentication")]
    [InlineData("user=anylogin gssencmode=disable require_auth=!gss", "\"!gss\" failed: server requested GSSAPI authentication")]
    [InlineData("user=anylogin gssencmode=disable require_auth=sspi", "\"sspi\" failed: server requested GSSAPI authentication")]
    [InlineData("user=gssscram require_auth=gss", "\"gss\" failed: server requested SASL authentication")]
    public async Task Require_auth_knows_kerberos(string parameters, string expected)
    {
        var server = await lab.ServerAsync(Token);
        var target = $"host=localhost port={server.Port} dbname=postgres password='{PostgresUsers.Password}' {parameters}";
        var verdict = await AskAsync(lab.Dialtone, target, hasTicket: true);
        Assert.Contains(expected, verdict.Session?[0] ?? string.Join('\n', verdict.Problems), StringComparison.Ordinal);
        Assert.Equal(verdict.IsConnected, !expected.Contains("failed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("user=gsslogin", true)]
    [InlineData("user=anylogin gssencmode=disable", true)]
    [InlineData("user=anylogin gssencmode=disable", false)]
    [InlineData("user=gsslogin gssencmode=require", false)]
    [InlineData("user=anylogin gssencmode=require krbsrvname=nosuch", true)]
    public async Task The_program_ends_as_psql_does(string parameters, bool hasTicket)
    {
        var server = await lab.ServerAsync(Token);
        var target = $"host=localhost port={server.Port} dbname=postgres {parameters}";
        var environment = lab.Environment(hasTicket).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        var psql = await new Psql { Environment = environment }.QueryAsync(target, Question, Token);
        var found = await new Command("dotnet", ProgramComparison.Program, "query", target, "-c", Question, "--format", "csv")
        {
            Environment = environment,
        }.RunAsync(Token);

        Assert.Equal(psql.ExitCode, found.ExitCode);
        Assert.Equal(
            psql.Output.Replace('|', ','),
            found.Succeeded ? found.Output.Split('\n', 2)[1].Replace("\r", "", StringComparison.Ordinal) : ""
        );
        if (!found.Succeeded)
            Assert.Contains("fix: ", found.Error, StringComparison.Ordinal);
    }

    // To delegate, a client asks the realm for a ticket that the server may use in its name.
    [Fact]
    public async Task Delegation_asks_for_a_ticket_to_give_away()
    {
        const string Forwarded = $"for krbtgt/{KerberosRealm.Name}@{KerberosRealm.Name}";
        var server = await lab.ServerAsync(Token);
        foreach (var (delegation, mode) in new[] { (0, "disable"), (1, "disable"), (0, "require"), (1, "require") })
        {
            var before = lab.Realm.Log.Length;
            var target = $"host=localhost port={server.Port} dbname=postgres user=anylogin gssdelegation={delegation} gssencmode={mode}";
            var verdict = await AskAsync(lab.Dialtone, target, hasTicket: true);
            Assert.True(verdict.IsConnected, Describe(verdict));
            var asked = lab.Realm.Log[before..];
            Assert.True(asked.Contains(Forwarded, StringComparison.Ordinal) == (delegation == 1), $"{target}\n{asked}");
        }
    }

    [Fact]
    public async Task Strict_tls_means_tls()
    {
        var server = await lab.ServerAsync(Token);
        var target = $"host=localhost port={server.Port} dbname=postgres user=anytrust sslmode=verify-full sslrootcert={lab.Pki.Root}";
        var environment = lab.Environment(hasTicket: true).ToDictionary(pair => pair.Key, pair => (string?)pair.Value);
        foreach (var (option, expected) in new[] { ("--quiet", "GSSAPI"), ("--strict-tls", "TLS") })
        {
            string[] line = [ProgramComparison.Program, "query", option, target, "-c", Question, "--format", "csv"];
            var found = await new Command("dotnet", line) { Environment = environment }.RunAsync(Token);
            Assert.Contains($"\n{expected},", found.Expect("dialtone"), StringComparison.Ordinal);
        }
    }

    async Task AssertSameAsync(IEnumerable<string> targets, bool hasTicket, Func<string, string>? forLibpq15 = null)
    {
        var server = await lab.ServerAsync(Token);
        var wrong = new List<string>();
        var (connected, refused) = (0, 0);
        foreach (var given in targets)
        {
            var target = given.Contains("port=", StringComparison.Ordinal) ? given : $"{given} port={server.Port}";
            target += " dbname=postgres";
            var libpq = await AskAsync(lab.Libpq15, forLibpq15?.Invoke(target) ?? target, hasTicket);
            var dialtone = await AskAsync(lab.Dialtone, target, hasTicket);
            _ = libpq.IsConnected ? connected++ : refused++;
            if (!IsSame(libpq, dialtone))
                wrong.Add($"{target}\n    libpq 15: {Describe(libpq)}\n    Dialtone: {Describe(dialtone)}");
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {connected + refused}\n{string.Join('\n', wrong)}");
        Assert.True(connected > 0 && refused > 0, $"{connected} connected, {refused} refused");
    }

    async Task<Verdict> AskAsync(LibpqWorker client, string target, bool hasTicket)
    {
        var answer = await client.AskAsync(new(target, lab.Environment(hasTicket), Question), Token);
        return new(answer.Row, Verdict.ReadProblems(answer.Error), "");
    }

    static bool IsSame(Verdict libpq, Verdict dialtone) =>
        libpq.Session is { } session
            ? dialtone.Session is { } other && session.SequenceEqual(other)
            : !dialtone.IsConnected
                && libpq.Problems.All(problem =>
                    dialtone.Problems.Contains(problem)
                    || OtherWords.Any(row =>
                        Regex.IsMatch(problem, row.Libpq15) && dialtone.Problems.Any(ours => Regex.IsMatch(ours, row.Dialtone))
                    )
                );

    static string Describe(Verdict verdict) =>
        verdict.Session is { } session ? string.Join(' ', session) : string.Join(" / ", verdict.Problems);
}
