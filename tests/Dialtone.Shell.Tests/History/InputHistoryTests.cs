using Dialtone.Servers.Processes;
using Dialtone.Shell.History;

namespace Dialtone.Shell.Tests.History;

public sealed class InputHistoryTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    string FilePath => Path.Combine(folder.Location, "deep", "history.db");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Inputs_are_whole_in_the_next_shell_and_only_the_owner_reads_them()
    {
        await TypeAsync("a", "select 1;", "select\n  2;", " select 'unseen';", "", "alter role x password 'hunter2'");

        Assert.Equal(["alter role x password '***'", "select\n  2;", "select 1;"], await ReadAsync("a", everywhere: false));
        Assert.DoesNotContain("hunter2", await File.ReadAllTextAsync(FilePath, Token), StringComparison.Ordinal);
        Assert.DoesNotContain("unseen", await File.ReadAllTextAsync(FilePath, Token), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            Assert.Equal(Private, File.GetUnixFileMode(FilePath));
            Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(FilePath)!));
        }
    }

    [Fact]
    public async Task Another_connection_has_its_own()
    {
        await TypeAsync("a", "select 1;");
        await TypeAsync("b", "select 2;");

        Assert.Equal(["select 1;"], await ReadAsync("a", everywhere: false));
        Assert.Equal(["select 2;", "select 1;"], await ReadAsync("a", everywhere: true));
    }

    [Fact]
    public async Task What_was_typed_here_comes_back_as_it_was_and_once()
    {
        await using var history = New("a");
        history.Add("alter role x password 'hunter2'");
        history.Add("alter role x password 'hunter2'");
        history.Add("select 1;");

        Assert.Equal(["select 1;", "alter role x password 'hunter2'"], history.Recent(everywhere: false));
    }

    [Fact]
    public async Task Shells_at_the_same_time_lose_nothing()
    {
        await Task.WhenAll(
            Enumerable.Range(0, 4).Select(shell => TypeAsync("a", [.. Enumerable.Range(0, 25).Select(i => $"select {shell}, {i};")]))
        );

        var all = await ReadAsync("a", everywhere: false);
        Assert.Equal(100, all.Distinct().Count());
        Assert.Equal(100, all.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_history_is_told_once_and_typing_goes_on()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FilePath)!);
        await File.WriteAllTextAsync(FilePath, new string('x', 5000), Token);
        var told = new List<string>();
        await using (var history = New("a"))
        {
            history.Begin(FilePath, told.Add);
            history.Add("select 1;");
            Assert.Equal(["select 1;"], history.Recent(everywhere: false));
        }

        Assert.StartsWith("history: ", Assert.Single(told), StringComparison.Ordinal);
    }

    static InputHistory New(string connection) =>
        new(() => connection, text => text.Replace("hunter2", "***", StringComparison.Ordinal), () => { }, TimeProvider.System);

    async Task TypeAsync(string connection, params string[] inputs)
    {
        await using var history = New(connection);
        history.Begin(FilePath, told => Assert.Fail(told));
        foreach (var input in inputs)
        {
            history.Add(input);
        }
    }

    async Task<IReadOnlyList<string>> ReadAsync(string connection, bool everywhere)
    {
        await using var file = await HistoryFile.OpenAsync(FilePath, Token);
        var entries = await file.ReadAsync(0, Token);
        return [.. entries.Where(entry => everywhere || entry.Connection == connection).Select(entry => entry.Text).Reverse()];
    }
}
