using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases that a real PostgreSQL produces by its rules, files and users.</summary>
public sealed class PostgresCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    readonly TestServers servers = servers;

    Task<PostgresServer> ServerAsync() => ServerAsync(PostgresRelease.V15);

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Healthy(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var report = await DiagnoseAsync(Verified(server.Port, PostgresUsers.Alice, With(Pki.Client(Pki.Alice))));
        Assert.True(report.Verdict == DiagnosisVerdict.Healthy, Evidence(report));
        Assert.Equal(
            [
                "parse",
                "resolve",
                "files",
                "policy",
                "dns",
                "tcp",
                "protocol",
                "tls",
                "verify",
                "client-certificate",
                "startup",
                "authentication",
                "session",
                "stricter",
            ],
            report.Stages.Select(stage => stage.Stage)
        );
        var evidence = Evidence(report);
        foreach (
            var word in (string[])
                [
                    "TLS 1.3",
                    "chain and name localhost verified",
                    "asks for a client certificate",
                    "a primary",
                    "no pooler",
                    "\"alice\" from \"Test root\"",
                ]
        )
            Assert.Contains(word, evidence, StringComparison.Ordinal);
        var modes = report.Stages.Single(stage => stage.Stage == "verify").Evidence;
        Assert.All(
            (string[])["disable", "allow", "prefer", "require", "verify-ca", "verify-full"],
            mode => Assert.Contains(modes, line => line.Contains($" {mode} ", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Case_1_tls_is_demanded_and_was_not_asked_for() =>
        await AssertBlockedAsync(
            TargetOf(await ServerAsync(), PostgresUsers.Alice, "sslmode=disable"),
            "tls-required-by-server",
            "sslmode=require",
            "sslmode=verify-full"
        );

    [Fact]
    public async Task Case_1_a_fallback_to_plaintext_names_the_first_error()
    {
        var report = await AssertBlockedAsync(
            TargetOf(await ServerAsync(), PostgresUsers.Alice, $"sslmode=prefer sslrootcert={Pki.Authority(CertificateIssuer.Other)}"),
            "server-certificate-untrusted",
            "sslrootcert="
        );
        Assert.Contains("unknown issuer", report.Error!, StringComparison.Ordinal);
        Assert.DoesNotContain("pg_hba", report.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_2_no_rule() =>
        await AssertBlockedAsync(
            TargetOf(await ServerAsync(), "stranger", "sslmode=require"),
            "no-pg-hba-entry",
            "hostssl postgres stranger 127.0.0.1/32",
            "pg_reload_conf"
        );

    [Fact]
    public async Task Case_3_no_root_certificate() =>
        await AssertBlockedAsync(
            TargetOf(await ServerAsync(), PostgresUsers.Scram, "sslmode=verify-full sslrootcert=/nowhere/root.crt"),
            "root-certificate-missing",
            "sslrootcert=system",
            "sslrootcert=/path/to/root.crt"
        );

    [Fact]
    public async Task Case_6_require_verifies_because_of_a_root_file() =>
        await AssertBlockedAsync(
            TargetOf(await ServerAsync(), PostgresUsers.Trusted, $"sslmode=require sslrootcert={Pki.Authority(CertificateIssuer.Other)}"),
            "require-verifies",
            Pki.Authority(CertificateIssuer.Other),
            "sslmode=verify-full"
        );

    [Fact]
    public async Task Case_7_silent_plaintext() =>
        await AssertWarnedAsync(
            TargetOf(await ServerAsync(), PostgresUsers.Trusted, $"sslmode=prefer sslrootcert={Pki.Authority(CertificateIssuer.Other)}"),
            "silent-plaintext-fallback",
            null,
            "sslmode=require"
        );

    [Fact]
    public async Task Case_20_another_name() =>
        await AssertBlockedAsync(
            $"host=db.example.com hostaddr=127.0.0.1 port={(await ServerAsync()).Port} user=trustu dbname=postgres sslmode=verify-full sslrootcert={Pki.Root}",
            "server-name-mismatch",
            "host=localhost",
            "hostaddr=127.0.0.1"
        );

    [Fact]
    public async Task Case_29_direct_tls_and_an_old_server() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Trusted, "sslnegotiation=direct"),
            "direct-tls-unsupported",
            "sslnegotiation=postgres"
        );

    [Fact]
    public async Task Case_30_no_tls_version_in_common()
    {
        await using var server = await OwnAsync(
            new() { Settings = new Dictionary<string, string> { ["ssl_max_protocol_version"] = "'TLSv1.2'" } }
        );
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Trusted, "ssl_min_protocol_version=TLSv1.3"),
            "tls-versions-disjoint",
            "ssl_min_protocol_version=TLSv1.2",
            "TLS 1.2"
        );
    }

    [Theory]
    [InlineData(ServerCertificate.PssSigned)]
    public async Task Case_32_no_channel_binding_with_this_signature(ServerCertificate kind)
    {
        await using var server = await OwnAsync(new() { Certificate = kind });
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' channel_binding=require"),
            "channel-binding-signature",
            "channel_binding=prefer",
            "RSA-PSS"
        );
    }

    [Fact]
    public async Task Case_37_wrong_password()
    {
        var server = await ServerAsync();
        await AssertBlockedAsync(
            $"postgresql://{PostgresUsers.Scram}:{Uri.EscapeDataString(WrongPassword)}@localhost:{server.Port}/postgres?sslmode=verify-full&sslrootcert={Pki.Root}&hostaddr=127.0.0.1",
            "password-wrong",
            "the target",
            $"{WrongPassword.Length} characters",
            "%40"
        );
    }

    [Fact]
    public async Task Case_38_no_password()
    {
        var server = await ServerAsync();
        var passfile = Path.Combine(Pki.Folder, $"pgpass-{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(passfile, $"127.0.0.1:{server.Port}:*:{PostgresUsers.Scram}:{PostgresUsers.Password}\n", Token);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(passfile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Scram, $"passfile={passfile}"),
            "password-missing",
            $"localhost:{server.Port}:postgres:{PostgresUsers.Scram}",
            $"nearest is line 1 of {passfile}: 127.0.0.1:",
            "chmod 600"
        );
    }

    [Fact]
    public async Task No_such_database() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Trusted, "")
                .Replace("dbname=postgres", "dbname=nosuch", StringComparison.Ordinal),
            "database-missing",
            "createdb nosuch"
        );

    [Fact]
    public async Task A_method_that_the_target_forbids() =>
        await AssertBlockedAsync(
            Verified(
                (await ServerAsync()).Port,
                PostgresUsers.ClearText,
                $"password='{PostgresUsers.Password}' require_auth=scram-sha-256"
            ),
            "authentication-method-refused",
            "scram-sha-256"
        );

    [Fact]
    public async Task Not_a_standby() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Trusted, "target_session_attrs=standby"),
            "session-role",
            "target_session_attrs=any"
        );

    [Fact]
    public async Task Case_25_a_pooler_refuses_a_setting()
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.PgBouncer);
        var pooler = await servers.PgBouncerAsync();
        var target = Verified(pooler.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}'");
        await AssertBlockedAsync(
            $"{target} options='-c work_mem=64kB'",
            "startup-parameter-unsupported",
            "ignore_startup_parameters",
            "options"
        );
        Assert.Contains("a pooler or proxy stands between", Evidence(await DiagnoseAsync(target)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_26_a_server_without_tls()
    {
        await using var server = await OwnAsync(new() { Tls = false });
        await AssertBlockedAsync(Verified(server.Port, PostgresUsers.Trusted), "server-without-tls", "ssl = on", "client_tls_sslmode");
    }

    Task<PostgresServer> OwnAsync(PostgresOptions options)
    {
        Require(ServerAvailability.Of(PostgresRelease.V15));
        return PostgresServer.StartAsync(PostgresRelease.V15, Pki, options, Token);
    }
}
