using System.Diagnostics;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Servers;

/// <summary>A server does not outlive the process that started it, however that process ends.</summary>
public sealed class ServerLifetimeTests
{
    const string ReportVariable = "DIALTONE_TEST_REPORT";

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_test_process_leaves_nothing_behind()
    {
        Require();
        var report = Path.GetTempFileName();
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                "-explicit",
                "only",
                "-method",
                $"{typeof(ServerLifetimeTests).FullName}.{nameof(Starts_a_server_and_waits)}",
            },
            Environment = { [ReportVariable] = report },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        string[] started;
        do await Task.Delay(20, Token);
        while ((started = await File.ReadAllLinesAsync(report, Token)).Length < 3 && !process.HasExited);
        Assert.Equal(3, started.Length);
        string[] traces = [started[0], started[1], $"/proc/{started[2]}"];
        Assert.All(traces, trace => Assert.True(Directory.Exists(trace)));

        process.Kill();
        await process.WaitForExitAsync(Token);

        var start = Stopwatch.GetTimestamp();
        while (traces.Where(Directory.Exists).ToList() is { Count: > 0 } left)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"Still there: {string.Join(' ', left)}");
            await Task.Delay(20, Token);
        }
        File.Delete(report);
    }

    /// <summary>Not a test: the process that the test above kills.</summary>
    [Fact(Explicit = true)]
    public async Task Starts_a_server_and_waits()
    {
        var report = Environment.GetEnvironmentVariable(ReportVariable);
        Assert.SkipWhen(report is null, $"Runs only as the victim of {nameof(A_killed_test_process_leaves_nothing_behind)}.");
        using var pki = new Pki();
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, pki, cancellationToken: Token);
        await File.WriteAllLinesAsync(report!, [server.SocketFolder, pki.Folder, $"{server.ProcessId}"], Token);
        await Task.Delay(Limit, Token);
    }

    static void Require()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }
}
