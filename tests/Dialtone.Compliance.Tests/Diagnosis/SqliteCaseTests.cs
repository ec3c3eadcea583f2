using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases of SQLite's files.</summary>
public sealed class SqliteCaseTests(TestServers servers) : DiagnosisTests(servers), IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    async Task<string> DatabaseAsync()
    {
        var path = folder[$"{Guid.NewGuid():N}.db"];
        await using var engine = Engine.Create($"sqlite:///{path}?journal_mode=delete");
        await engine.ExecuteAsync("create table t (x text)", Token);
        await engine.ExecuteAsync(
            "insert into t select hex(randomblob(500)) from generate_series(1, 200)".Replace(
                "generate_series(1, 200)",
                "(with recursive n(i) as (select 1 union all select i + 1 from n where i < 200) select i from n)",
                StringComparison.Ordinal
            ),
            Token
        );
        return path;
    }

    [Fact]
    public async Task Healthy_and_left_as_it_was()
    {
        var path = await DatabaseAsync();
        var before = await File.ReadAllBytesAsync(path, Token);
        var report = await DiagnoseAsync($"sqlite:///{path}");
        Assert.True(report.Verdict == DiagnosisVerdict.Healthy, Evidence(report));
        Assert.Equal(before, await File.ReadAllBytesAsync(path, Token));
    }

    [Fact]
    public async Task A_missing_file_is_not_made()
    {
        var path = folder["missing.db"];
        await AssertWarnedAsync($"sqlite:///{path}", "sqlite-file-missing", null, "mode=rw");
        Assert.False(File.Exists(path));
        await AssertBlockedAsync($"sqlite:///{path}?mode=ro", "sqlite-cannot-open", path);
    }

    [Fact]
    public async Task No_database_and_a_damaged_one()
    {
        var text = folder.Write("text.db", new string('x', 5000));
        await AssertBlockedAsync($"sqlite:///{text}", "sqlite-not-a-database", "od -c");
        var path = await DatabaseAsync();
        var bytes = await File.ReadAllBytesAsync(path, Token);
        Array.Fill(bytes, (byte)0xee, 4096, bytes.Length - 4096);
        await File.WriteAllBytesAsync(path, bytes, Token);
        await AssertBlockedAsync($"sqlite:///{path}", "sqlite-corrupt", ".recover");
    }

    [Fact]
    public async Task Locked()
    {
        var path = await DatabaseAsync();
        await using var engine = Engine.Create($"sqlite:///{path}?journal_mode=delete");
        await using var holder = await engine.ConnectAsync(Token);
        await holder.ExecuteAsync("begin exclusive", Token);
        await AssertBlockedAsync($"sqlite:///{path}?timeout=0.1", "sqlite-locked", "fuser");
    }
}
