using System.Diagnostics;
using System.Text.Json;
using Dialtone.Diagnosis;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>The doctor from code: hints on exceptions, time, cancellation, JSON, and the page that lists every cause.</summary>
public sealed class HintTests(TestServers servers) : DiagnosisTests(servers)
{
    [Fact]
    public async Task An_exception_carries_cause_and_fixes_without_another_connection()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await using var proxy = FaultProxy.Start(server.Port);
        await using var engine = Engine.Create(Verified(proxy.Port, PostgresUsers.Alice));
        var failure = await Assert.ThrowsAsync<DatabaseException>(() => engine.ConnectAsync(Token));
        Assert.Equal("client-certificate-missing", failure.Diagnosis?.Cause);
        Assert.Contains(failure.Diagnosis!.Fixes, fix => fix.Contains("sslcert=", StringComparison.Ordinal));
        Assert.Single(proxy.Connections);
    }

    [Fact]
    public async Task A_lost_session_and_a_wrong_target_carry_them_too()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await using var proxy = FaultProxy.Start(server.Port);
        await using var engine = Engine.Create(Verified(proxy.Port, PostgresUsers.Trusted));
        await using var connection = await engine.ConnectAsync(Token);
        proxy.CutNow();
        var lost = await Assert.ThrowsAsync<DatabaseException>(() => connection.ExecuteAsync("select 1", Token));
        Assert.Equal("connection-lost", lost.Diagnosis?.Cause);
        Assert.Contains(lost.Diagnosis!.Fixes, fix => fix.Contains("keepalives_idle", StringComparison.Ordinal));

        var opened = await Assert.ThrowsAsync<DatabaseException>(() =>
            Engine.Create(Verified(server.Port, PostgresUsers.Alice)).DataSource.OpenConnectionAsync(Token).AsTask()
        );
        Assert.Equal("client-certificate-missing", opened.Diagnosis?.Cause);

        var parsed = Assert.Throws<DatabaseException>(() => Engine.Create($"postgresql://u:{WrongPassword}@localhost/"));
        Assert.Equal("password-not-escaped", parsed.Diagnosis?.Cause);
        Assert.Equal(
            "password-not-escaped",
            Assert.Throws<DatabaseException>(() => Engine.Create("postgresql://u:a@b@localhost/")).Diagnosis?.Cause
        );
        Assert.DoesNotContain(WrongPassword, string.Join(' ', parsed.Diagnosis!.Fixes), StringComparison.Ordinal);
        Assert.Equal("target-invalid", Assert.Throws<DatabaseException>(() => Engine.Create("host=x sslmode=sideways")).Diagnosis?.Cause);
        var strict = Assert.Throws<DatabaseException>(() => Engine.Create("host=x sslmode=prefer", null, new() { StrictTls = true }));
        Assert.Equal("strict-tls-refuses", strict.Diagnosis?.Cause);
    }

    [Fact]
    public async Task The_engine_diagnoses_itself_by_its_own_options()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await using var strict = Engine.Create(Verified(server.Port, PostgresUsers.Trusted), null, new() { StrictTls = true });
        var report = await strict.DiagnoseAsync(cancellationToken: Token);
        Assert.NotEqual(DiagnosisVerdict.Blocked, report.Verdict);
        report = await Engine.DiagnoseTargetAsync("host=db.example.com user=u sslmode=prefer", null, new() { StrictTls = true }, Token);
        Assert.Equal("strict-tls-refuses", report.Cause?.Id);
        var log = Path.Combine(Pki.Folder, $"keys-{Guid.NewGuid():N}.log");
        var target = Verified(server.Port, PostgresUsers.Trusted, $"sslkeylogfile={log}");
        Assert.NotEqual(
            DiagnosisVerdict.Blocked,
            (await Engine.DiagnoseTargetAsync(target, null, new() { AllowTlsKeyLog = true }, Token)).Verdict
        );
        Assert.Equal("tls-key-log-refused", (await DiagnoseAsync(target)).Cause?.Id);
    }

    [Fact]
    public async Task The_engine_diagnoses_itself()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await using var engine = Engine.Create(Verified(server.Port, PostgresUsers.Scram, $"password='{WrongPassword}'"));
        Assert.Equal("password-wrong", (await engine.DiagnoseAsync(cancellationToken: Token)).Cause?.Id);
    }

    [Fact]
    public async Task Less_than_five_times_a_fresh_connect()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        var target = Verified(server.Port, PostgresUsers.Alice, With(Pki.Client(Pki.Alice)));
        var connects = new List<double>();
        var diagnoses = new List<double>();
        for (var round = 0; round < 12; round++)
        {
            var start = Stopwatch.GetTimestamp();
            await using (var engine = Engine.Create(target, null, new() { Pooling = false, TextOnly = true }))
            await using (await engine.ConnectAsync(Token)) { }
            connects.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            await Engine.DiagnoseTargetAsync(target, cancellationToken: Token);
            diagnoses.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        var ratio = Median(diagnoses) / Median(connects);
        TestContext.Current.SendDiagnosticMessage(
            $"doctor {Median(diagnoses):0.0} ms, connect {Median(connects):0.0} ms, ratio {ratio:0.00}"
        );
        Assert.True(ratio < 5, $"{ratio:0.00}");
    }

    [Fact]
    public async Task A_silent_peer_takes_no_longer_than_the_limit_and_ends_at_once_on_request()
    {
        await using var fake = FakeServer.Start((connection, token) => connection.HangAsync(token));
        var report = await DiagnoseAsync($"host=127.0.0.1 port={fake.Port} user=u sslmode=require", seconds: 1);
        Assert.Equal("no-answer", report.Cause?.Id);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = Engine.DiagnoseTargetAsync(
            $"host=127.0.0.1 port={fake.Port} user=u sslmode=require",
            cancellationToken: source.Token
        );
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public void The_json_has_the_documented_shape()
    {
        using var output = new MemoryStream();
        DiagnosisJson.Write(KnownCauses.Explain("SSL SYSCALL error: EOF detected"), output);
        var root = JsonDocument.Parse(output.ToArray()).RootElement;
        Assert.Equal(1, root.GetProperty("format").GetInt32());
        Assert.Equal("blocked", root.GetProperty("verdict").GetString());
        Assert.Equal("connection-lost", root.GetProperty("cause").GetProperty("id").GetString());
        Assert.NotEmpty(root.GetProperty("fixes").EnumerateArray());
        Assert.Empty(root.GetProperty("stages").EnumerateArray());
    }

    [Fact]
    public void The_page_lists_every_cause()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dialtone.slnx")))
            folder = folder.Parent!;
        var listed = File.ReadLines(Path.Combine(folder.FullName, "docs", "doctor.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && line.Count(character => character == '|') == 3)
            .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray())
            .Select(cells => new Cause(cells[1].Trim('`'), cells[2]))
            .Where(cause => cause.Id.Contains('-', StringComparison.Ordinal) || cause.Id == "plaintext");
        Assert.Equal(KnownCauses.All, listed);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
