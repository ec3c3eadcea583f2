using Dialtone.Servers.Processes;

namespace Dialtone.Shell.Tests.Editing;

/// <summary>The shell under a person's command interpreter in tmux, 80 columns and 24 lines as far as nothing else is said.</summary>
sealed class TmuxTerminal : IAsyncDisposable
{
    const string Tmux = "/usr/bin/tmux";

    readonly TemporaryFolder folder = new();

    string Socket => Path.Combine(folder.Location, "tmux");

    /// <summary>Where the history is kept.</summary>
    public string HistoryFile => Path.Combine(folder.Location, "history.db");

    /// <summary>Starts the command interpreter.</summary>
    public static async Task<TmuxTerminal> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Tmux), "tmux (package tmux) is the terminal");
        var terminal = new TmuxTerminal();
        await terminal.TmuxAsync(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-x",
            "80",
            "-y",
            "24",
            "env PS1='shell$ ' INPUTRC=/dev/null bash --norc"
        );
        await terminal.ExpectAsync(text => text.EndsWith("shell$", StringComparison.Ordinal));
        return terminal;
    }

    /// <summary>Starts Dialtone at an SQLite file, and waits for its prompt.</summary>
    public async Task DialtoneAsync(params string[] environment)
    {
        var settings = string.Join(' ', environment.Prepend($"DIALTONE_HISTORY={HistoryFile}"));
        await TypeAsync($"clear; {settings} {ShellProgram.Path} sqlite:///{folder.Location}/shop.db");
        await PressAsync("Enter");
        await ExpectAsync(text => text.EndsWith("shop.db=>", StringComparison.Ordinal));
    }

    /// <summary>Types text.</summary>
    public Task TypeAsync(string text) => TmuxAsync("send-keys", "-l", text.EndsWith(';') ? text[..^1] + "\\;" : text);

    /// <summary>Presses keys by tmux's names.</summary>
    public Task PressAsync(params string[] keys) => TmuxAsync(["send-keys", .. keys]);

    /// <summary>Pastes in brackets, as terminals do.</summary>
    public async Task PasteAsync(string text)
    {
        await TmuxAsync("set-buffer", text);
        await TmuxAsync("paste-buffer", "-p");
    }

    /// <summary>Another size.</summary>
    public Task ResizeAsync(int width, int height) => TmuxAsync("resize-window", "-x", $"{width}", "-y", $"{height}");

    /// <summary>What tmux knows of the pane.</summary>
    public async Task<string> AskAsync(string format) => (await TmuxAsync("display", "-p", format)).TrimEnd();

    /// <summary>Sends a signal to what runs under the command interpreter.</summary>
    public async Task SignalAsync(string signal)
    {
        var interpreter = await AskAsync("#{pane_pid}");
        var children = await File.ReadAllTextAsync(
            $"/proc/{interpreter}/task/{interpreter}/children",
            TestContext.Current.CancellationToken
        );
        var result = await new Command("/bin/kill", [$"-{signal}", children.Trim()]).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExitCode);
    }

    /// <summary>Waits until the screen is as expected, and returns it.</summary>
    public async Task<string> ExpectAsync(Func<string, bool> isExpected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var screen = (await TmuxAsync("capture-pane", "-p")).TrimEnd();
            if (isExpected(screen))
            {
                return screen;
            }

            Assert.False(limit.IsCancellationRequested, $"the screen never came to be as expected:\n{screen}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits for the end of the screen.</summary>
    public Task<string> ExpectEndAsync(params string[] lines) =>
        ExpectAsync(text => text.EndsWith(string.Join('\n', lines), StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        await new Command(Tmux, ["-S", Socket, "kill-server"]).RunAsync(CancellationToken.None);
        folder.Dispose();
    }

    async Task<string> TmuxAsync(params string[] arguments)
    {
        var result = await new Command(Tmux, ["-S", Socket, .. arguments]).RunAsync(TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, $"tmux {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }
}
