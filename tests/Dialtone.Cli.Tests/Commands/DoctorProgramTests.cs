using System.Diagnostics;
using System.Text.Json;
using Dialtone.Cli.Tests.Demo;
using Dialtone.Cli.Tests.Readme;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Commands;

/// <summary><c>dialtone doctor</c> as a program: what it prints, its exit codes, its limits.</summary>
public sealed class DoctorProgramTests(TestServers servers) : IClassFixture<TestServers>
{
    const string WrongPassword = "tell nobody";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Json_says_what_is_wrong_and_keeps_the_password()
    {
        var target = await TargetAsync(
            PostgresUsers.Scram,
            $"password='{WrongPassword}' sslmode=verify-full sslrootcert={servers.Pki.Root}"
        );
        var result = await RunAsync(target, "--json");

        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Error);
        Assert.DoesNotContain(WrongPassword, result.Output, StringComparison.Ordinal);
        var report = JsonDocument.Parse(result.Output).RootElement;
        Assert.Equal(1, report.GetProperty("format").GetInt32());
        Assert.Equal("blocked", report.GetProperty("verdict").GetString());
        Assert.Equal("password-wrong", report.GetProperty("cause").GetProperty("id").GetString());
        var stages = report.GetProperty("stages").EnumerateArray().ToList();
        Assert.Equal(
            ("authentication", "failed"),
            (stages[^1].GetProperty("stage").GetString(), stages[^1].GetProperty("outcome").GetString())
        );
        Assert.All(stages, stage => Assert.True(stage.GetProperty("milliseconds").GetDouble() >= 0));
    }

    [Fact]
    public async Task A_healthy_connection_ends_with_0_and_tells_what_a_stricter_one_would_need()
    {
        var target = await TargetAsync(PostgresUsers.Trusted, $"sslmode=verify-ca sslrootcert={servers.Pki.Root}");
        var result = await RunAsync(target);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Contains("sslmode=verify-full: would pass", result.Output, StringComparison.Ordinal);
        Assert.Contains("channel_binding=require: needs a login by scram-sha-256", result.Output, StringComparison.Ordinal);
        Assert.Contains("sslnegotiation=direct: needs PostgreSQL 17 or newer", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', result.Output);
    }

    [Fact]
    public async Task Another_clients_peculiarities_are_looked_at_on_request()
    {
        var key = servers.Pki.Client(Pki.Alice);
        var target = await TargetAsync(
            PostgresUsers.Alice,
            $"sslmode=verify-full sslrootcert={servers.Pki.Root} sslcert={key.Certificate} sslkey={key.Key}"
        );
        Assert.DoesNotContain("jdbc-key-format", (await RunAsync(target)).Output, StringComparison.Ordinal);
        var result = await RunAsync(target, "--for", "jdbc");
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("[jdbc-key-format-ahead]", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silent_server_costs_the_limit_and_an_interrupt_ends_at_once()
    {
        await using var silent = FakeServer.Start((connection, token) => connection.HangAsync(token));
        var target = $"host=127.0.0.1 port={silent.Port} user=u password='{WrongPassword}' sslmode=require";
        var watch = Stopwatch.StartNew();
        var result = await RunAsync(target, "--timeout", "0.5");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("[no-answer]", result.Output, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));

        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var process = Process.Start(
            new ProcessStartInfo(DemoProgram.Path, ["doctor", target, "--timeout", "60"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var before = silent.Connections.Count;
        while (silent.Connections.Count == before)
        {
            await Task.Yield();
            Token.ThrowIfCancellationRequested();
        }

        watch.Restart();
        (await new Command("kill", "-INT", $"{process.Id}").RunAsync(Token)).Expect("kill");
        await process.WaitForExitAsync(Token);
        Assert.Equal(130, process.ExitCode);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.DoesNotContain("   at ", await process.StandardError.ReadToEndAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--timeout", "soon")]
    [InlineData("--error", "")]
    [InlineData("--fro", "jdbc")]
    public async Task Wrong_usage_ends_with_1(string option, string value)
    {
        var result = await RunAsync("sqlite://", option, value);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(option, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Strict_tls_is_strict_here_too()
    {
        var result = await RunAsync("host=db.example.com sslmode=require", "--strict-tls");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("[strict-tls-refuses]", result.Output, StringComparison.Ordinal);
    }

    /// <summary>The causes 5 and 40: a container whose system trusts nobody.</summary>
    [Fact]
    public async Task Without_the_systems_roots_that_is_the_cause_and_its_fix_helps()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has a store of its own.");
        using var folder = new TemporaryFolder();
        var target = await TargetAsync(PostgresUsers.Trusted, "sslmode=verify-full sslrootcert=system");
        var environment = new Dictionary<string, string?> { ["SSL_CERT_FILE"] = folder["none.pem"], ["SSL_CERT_DIR"] = folder.Location };
        var command = new Command(DemoProgram.Path, "doctor", target) { Environment = environment };
        var result = await command.RunAsync(Token);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("[system-roots-empty]", result.Output, StringComparison.Ordinal);
        Assert.Contains($"SSL_CERT_FILE={folder["none.pem"]}", result.Output, StringComparison.Ordinal);

        environment["SSL_CERT_FILE"] = servers.Pki.Root;
        Assert.Equal(0, (await command.RunAsync(Token)).ExitCode);
    }

    /// <summary>The worked example of the page, as one session in a folder with its files.</summary>
    [Fact]
    public async Task The_example_of_the_page_works()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The example is about permissions.");
        _ = await TargetAsync(PostgresUsers.Alice, "");
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        var client = servers.Pki.Client(Pki.Alice);
        using var folder = new TemporaryFolder();
        File.Copy(servers.Pki.Root, folder["root.crt"]);
        File.Copy(client.Certificate, folder["client.crt"]);
        File.Copy(client.Key, folder["client.key"]);
        (await new Command("chmod", "644", folder["client.key"]).RunAsync(Token)).Expect("chmod");

        var block = Assert.Single(ReadmeBlock.Of("docs/doctor.md"), block => block.Language == "console");
        foreach (var (line, promised) in block.Commands)
        {
            var command = line.Replace("dialtone ", $"{DemoProgram.Path} ", StringComparison.Ordinal);
            var result = await new Command("/bin/sh", "-c", $"cd {folder.Location} && {command}")
            {
                Environment = new Dictionary<string, string?> { ["PGPORT"] = $"{server.Port}", ["PGHOSTADDR"] = "127.0.0.1" },
            }.RunAsync(Token);
            Assert.Equal("", result.Error);
            var printed = result.Output.Split('\n').Select(ReadmeTests.Normal).ToHashSet();
            Assert.All(promised.Where(text => text != "…"), text => Assert.Contains(ReadmeTests.Normal(text), printed));
        }
    }

    async Task<string> TargetAsync(string user, string parameters)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        return $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user={user} {parameters}";
    }

    static Task<CommandResult> RunAsync(string target, params string[] options) =>
        new Command(DemoProgram.Path, ["doctor", target, .. options]).RunAsync(Token);
}
