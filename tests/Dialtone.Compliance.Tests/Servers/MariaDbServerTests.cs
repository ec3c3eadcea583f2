using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Servers;

public sealed class MariaDbServerTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_and_shows_its_certificate_to_openssl()
    {
        var server = await StartedAsync();

        Assert.Contains("MariaDB", await server.ExecuteAsync("select version()", Token), StringComparison.Ordinal);
        string[] arguments = ["s_client", "-starttls", "mysql", "-connect", $"127.0.0.1:{server.Port}", "-CAfile", servers.Pki.Root];
        var seen = await new Command("openssl", [.. arguments, "-verify_hostname", "localhost"]).RunAsync(Token);
        Assert.Contains("Verify return code: 0 (ok)", seen.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MariaDbUsers.App, true, false, true)]
    [InlineData(MariaDbUsers.App, false, false, false)]
    [InlineData(MariaDbUsers.Certificate, true, false, false)]
    [InlineData(MariaDbUsers.Certificate, true, true, true)]
    [InlineData(MariaDbUsers.Plain, true, false, true)]
    [InlineData(MariaDbUsers.Plain, false, false, true)]
    public async Task Lets_in_whom_it_should(string user, bool tls, bool certificate, bool expected)
    {
        var server = await StartedAsync();

        var result = await LogInAsync(server, user, tls, certificate, MariaDbUsers.Password);

        Assert.True(expected == result.Succeeded, result.Error);
        if (expected)
            Assert.Equal(tls, result.Output.Contains("TLSv1.3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        var result = await LogInAsync(await StartedAsync(), MariaDbUsers.App, tls: true, certificate: false, "wrong");

        Assert.Contains("ERROR 1045 (28000)", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Switches_certificates()
    {
        var shared = await StartedAsync();
        await using var server = await MariaDbServer.StartAsync(shared.Pki, cancellationToken: Token);
        (ServerCertificate Kind, bool Accepted)[] cases =
        [
            (ServerCertificate.Good, true),
            (ServerCertificate.WrongName, false),
            (ServerCertificate.Expired, false),
            (ServerCertificate.UnknownAuthority, false),
            (ServerCertificate.Rsa, true),
        ];
        foreach (var (kind, accepted) in cases)
        {
            await server.UseCertificateAsync(kind, Token);
            var result = await LogInAsync(server, MariaDbUsers.App, tls: true, certificate: false, MariaDbUsers.Password);
            Assert.True(accepted == result.Succeeded, $"{kind}: {result.Error}");
        }
    }

    static Task<CommandResult> LogInAsync(MariaDbServer server, string user, bool tls, bool certificate, string password)
    {
        List<string> arguments =
        [
            "--protocol=tcp",
            "--host=localhost",
            $"--port={server.Port}",
            $"--user={user}",
            $"--password={password}",
        ];
        arguments.AddRange(tls ? [$"--ssl-ca={server.Pki.Root}", "--ssl-verify-server-cert"] : ["--skip-ssl"]);
        if (certificate)
        {
            var files = server.Pki.Client(Pki.Alice);
            arguments.AddRange([$"--ssl-cert={files.Certificate}", $"--ssl-key={files.Key}"]);
        }
        return server.RunClientAsync([.. arguments, "--execute", "show status like 'Ssl_version'", MariaDbServer.Database], Token);
    }

    async Task<MariaDbServer> StartedAsync()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        return await servers.MariaDbAsync();
    }
}
