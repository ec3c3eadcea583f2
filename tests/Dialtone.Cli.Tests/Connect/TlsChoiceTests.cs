using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Connect;

/// <summary>What the command line says about weak TLS, and what it refuses when asked to.</summary>
public sealed class TlsChoiceTests(TestServers servers) : IClassFixture<TestServers>
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_surprise_is_told_once_and_not_when_quiet()
    {
        var target = await TargetAsync("sslmode=require sslrootcert=/none sslcert=/nothing");

        var result = await QueryAsync(target);
        Assert.Equal((0, "1"), (result.ExitCode, result.Output.Trim()));
        Assert.Equal(
            [
                "dialtone: warning: sslrootcert=/none (the target) names no existing file, so sslmode=require (the target) does not verify the server.",
                "dialtone: warning: sslcert=/nothing (the target) names no existing file, so no client certificate is sent.",
            ],
            Warnings(result)
        );
        Assert.Empty(Warnings(await QueryAsync(target, "-q")));
    }

    /// <summary>What only shows when a file is read is told as well, and nothing twice.</summary>
    [Fact]
    public async Task A_revocation_list_that_cannot_be_read_is_told()
    {
        var garbage = Path.Combine(servers.Pki.Folder, $"{Guid.NewGuid():N}.crl");
        await File.WriteAllTextAsync(garbage, "no list", Token);
        var target = await TargetAsync($"sslmode=verify-full sslrootcert={servers.Pki.Root} sslcrl={garbage}");

        var result = await QueryAsync(target);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("revocation is not checked", Assert.Single(Warnings(result)), StringComparison.Ordinal);

        var strict = await QueryAsync(target, "--strict-tls");
        Assert.Equal(2, strict.ExitCode);
        Assert.Contains("could not read certificate revocation list file", strict.Error, StringComparison.Ordinal);
        var good = await TargetAsync(
            $"sslmode=verify-full sslrootcert={servers.Pki.Root} sslcrl={servers.Pki.Crl(RevocationList.Complete)}"
        );
        Assert.Equal(0, (await QueryAsync(good, "--strict-tls")).ExitCode);
    }

    [Theory]
    [InlineData("query")]
    [InlineData("resolve")]
    public async Task Another_machine_must_be_verified_when_strict(string command)
    {
        var result = await RunAsync(command, "host=db.example.com sslmode=require", "--strict-tls");

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains("strict TLS refuses the target: sslmode=require (the target)", result.Error, StringComparison.Ordinal);
    }

    /// <summary>The same file as libpq writes; a process of its own, since .NET decides once.</summary>
    [Fact]
    public async Task Keys_of_the_connection_go_to_sslkeylogfile()
    {
        var file = Path.Combine(servers.Pki.Folder, $"{Guid.NewGuid():N}.keys");
        var result = await QueryAsync(await TargetAsync($"sslmode=require sslkeylogfile={file}"), "-q");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("CLIENT_TRAFFIC_SECRET_0 ", await File.ReadAllTextAsync(file, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        // As in libpq it is no reason to fail.
        var nowhere = await QueryAsync(await TargetAsync("sslmode=require sslkeylogfile=/none/keys"));
        Assert.Equal(0, nowhere.ExitCode);
        Assert.Contains("could not open ssl key logging file \"/none/keys\"", nowhere.Error, StringComparison.Ordinal);
    }

    async Task<string> TargetAsync(string parameters)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        return $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user={PostgresUsers.Trusted} {parameters}";
    }

    static IEnumerable<string> Warnings(CommandResult result) =>
        result.Error.Split('\n').Where(line => line.Contains("warning", StringComparison.OrdinalIgnoreCase));

    static Task<CommandResult> QueryAsync(string target, params string[] options) =>
        RunAsync("query", target, ["-c", "select 1", "-o", "csv", "--no-header", .. options]);

    static Task<CommandResult> RunAsync(string command, string target, params string[] options) =>
        new Command(DemoProgram.Path, [command, target, .. options]).RunAsync(Token);
}
