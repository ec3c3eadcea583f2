using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Keys on a PKCS#11 token: the same <c>sslkey</c> as for psql, with the same verdict and words. Each client is a program, because the token is found by the environment.</summary>
[Collection<ConnectServer>]
public sealed class EngineKeyTests(ConnectServer shared)
{
    const string Ask = "select client_dn from pg_stat_ssl where pid = pg_backend_pid()";

    static readonly string Program = Path.Combine(AppContext.BaseDirectory, "Dialtone.Cli.dll");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_psql_with_its_engine()
    {
        var requirement = ServerAvailability.Require(SoftToken.Availability);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await shared.PresentingAsync(ServerCertificate.Good, Token);
        var (ec, rsa) = (shared.Pki.Client(Pki.Alice), shared.Pki.Client(ClientCertificate.Rsa));
        using var token = await SoftToken.CreateAsync(Token);
        await token.ImportAsync("ec", ec, Token);
        await token.ImportAsync("rsa", rsa, Token);
        (string Certificate, string Key, string? Words)[] cases =
        [
            (ec.Certificate, SoftToken.Key("ec"), null),
            (rsa.Certificate, SoftToken.Key("rsa"), null),
            (ec.Certificate, SoftToken.Key("none"), "from engine \"pkcs11\": "),
            (ec.Certificate, SoftToken.Key("ec", pin: "0000"), "from engine \"pkcs11\": "),
            (ec.Certificate, SoftToken.Key("rsa"), ""),
            (ec.Certificate, "nonesuch:key", "could not load SSL engine \"nonesuch\": "),
        ];

        foreach (var (certificate, key, words) in cases)
        {
            var target =
                $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user={PostgresUsers.Alice} sslmode=require sslcert={certificate} sslkey='{key}'";
            var psql = await new Psql { Environment = token.Environment }.QueryAsync(target, Ask, Token);
            var ours = await new Command("dotnet", Program, "query", target, "-o", "jsonl", "-c", Ask)
            {
                Environment = token.Environment,
            }.RunAsync(Token);

            Assert.True(
                psql.ExitCode == ours.ExitCode,
                $"{key}: psql {psql.ExitCode}, {psql.Error} dialtone {ours.ExitCode}, {ours.Error}"
            );
            Assert.Equal(words is null, ours.Succeeded);
            Assert.Contains(psql.Output.Trim(), ours.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("pin-value=73919", ours.Error.Split("dialtone: ")[^1], StringComparison.Ordinal);
            Assert.Contains(words ?? "", psql.Error, StringComparison.Ordinal);
            Assert.Contains(words ?? "", ours.Error, StringComparison.Ordinal);
        }
    }
}
