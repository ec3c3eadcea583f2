using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases of MySQL and MariaDB.</summary>
public sealed class MySqlCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    readonly TestServers servers = servers;

    async Task<string> TargetAsync(string user, string? password, string query)
    {
        Require(ServerAvailability.MariaDb);
        var server = await servers.MariaDbAsync();
        var secret = password is null ? "" : $":{Uri.EscapeDataString(password)}";
        return $"mysql://{user}{secret}@127.0.0.1:{server.Port}/{MariaDbServer.Database}?{query}";
    }

    [Fact]
    public async Task Healthy()
    {
        var report = await DiagnoseAsync(
            await TargetAsync(MariaDbUsers.App, MariaDbUsers.Password, $"ssl_mode=VERIFY_IDENTITY&ssl_ca={Pki.Root}")
        );
        Assert.True(report.Verdict == DiagnosisVerdict.Healthy, Evidence(report));
        Assert.DoesNotContain(MariaDbUsers.Password, Evidence(report), StringComparison.Ordinal);
        Assert.DoesNotContain("IDENTIFIED", Evidence(report), StringComparison.Ordinal);
        Assert.Contains("GRANT", Evidence(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_password() =>
        await AssertBlockedAsync(
            await TargetAsync(MariaDbUsers.App, WrongPassword, $"ssl_mode=VERIFY_CA&ssl_ca={Pki.Root}"),
            "mysql-access-denied",
            "show create user",
            $"{WrongPassword.Length} characters"
        );

    [Fact]
    public async Task Tls_is_demanded() =>
        await AssertBlockedAsync(
            await TargetAsync(MariaDbUsers.App, MariaDbUsers.Password, "ssl_mode=DISABLED"),
            "mysql-access-denied",
            "ssl_mode=REQUIRED",
            "REQUIRE SSL"
        );

    [Fact]
    public async Task Unknown_ca() =>
        await AssertBlockedAsync(
            await TargetAsync(
                MariaDbUsers.App,
                MariaDbUsers.Password,
                $"ssl_mode=VERIFY_CA&ssl_ca={Pki.Authority(CertificateIssuer.Other)}"
            ),
            "server-certificate-untrusted",
            "ssl_ca="
        );

    [Fact]
    public async Task No_such_database() =>
        await AssertBlockedAsync(
            (await TargetAsync(MariaDbUsers.App, MariaDbUsers.Password, $"ssl_mode=VERIFY_CA&ssl_ca={Pki.Root}")).Replace(
                $"/{MariaDbServer.Database}?",
                "/nosuch?",
                StringComparison.Ordinal
            ),
            "mysql-database",
            "create database nosuch"
        );

    [Fact]
    public async Task No_tls_and_another_service()
    {
        await using (var fake = FakeServer.Start(FakeMySql.AskForPassword()))
        {
            await AssertBlockedAsync(
                $"mysql://u:{Uri.EscapeDataString(WrongPassword)}@127.0.0.1:{fake.Port}/d?ssl_mode=REQUIRED",
                "server-without-tls",
                "ssl-cert=server.crt"
            );
            Assert.False(fake.WasTold(WrongPassword));
        }

        await using var ssh = FakeServer.Start(
            async (connection, token) =>
            {
                await connection.SendAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), token);
                await connection.ReadToEndAsync(token);
            }
        );
        await AssertBlockedAsync($"mysql://u@127.0.0.1:{ssh.Port}/d", "not-the-database", "3306");
    }
}
