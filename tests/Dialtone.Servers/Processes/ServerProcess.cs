using System.Diagnostics;

namespace Dialtone.Servers.Processes;

/// <summary>
/// A server that cannot outlive the tests. A small shell stands between: it holds the reading end of a pipe whose writing end is ours. When that closes,
/// by <see cref="DisposeAsync"/> or because the test process died in whatever way, the shell stops the server and removes its folder.
/// </summary>
sealed class ServerProcess : IAsyncDisposable
{
    // $1 folder, $2 signal, then the command. A shell's background process would get /dev/null as standard input, hence descriptor 3.
    const string Guard = """
        trap '' HUP INT TERM
        folder=$1 signal=$2
        shift 2
        exec 3<&0 </dev/null >>"$folder/log" 2>&1
        "$@" 3<&- &
        server=$!
        (
            while read -r _ <&3; do :; done
            [ -e "$folder/exit" ] || kill -s "$signal" "$server"
        ) &
        watch=$!
        exec 3<&-
        wait "$server"
        echo $? >"$folder/exit"
        wait "$watch"
        rm -rf "$folder"
        """;

    readonly Process guard;
    readonly TemporaryFolder folder;
    bool isDisposed;

    ServerProcess(Process guard, TemporaryFolder folder) => (this.guard, this.folder) = (guard, folder);

    public string LogFile => folder["log"];

    /// <summary>Whether the server ended by itself.</summary>
    public bool HasEnded => File.Exists(folder["exit"]);

    /// <summary>Starts a command in the folder as the service account. <paramref name="stopSignal"/> is the signal that ends it at once.</summary>
    public static ServerProcess Start(
        TemporaryFolder folder,
        string stopSignal,
        IEnumerable<string> command,
        string? libraryPath = null,
        IReadOnlyDictionary<string, string?>? environment = null
    )
    {
        var info = new ProcessStartInfo(
            "/bin/sh",
            ["-c", Guard, "guard", folder.Location, stopSignal, .. ServiceAccount.Current.Command(command)]
        )
        {
            RedirectStandardInput = true,
            WorkingDirectory = folder.Location,
        };
        CleanEnvironment.Apply(info, new Dictionary<string, string?> { ["LD_LIBRARY_PATH"] = libraryPath, ["HOME"] = folder.Location });
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
            info.Environment[name] = value;
        var process = Process.Start(info) ?? throw new InvalidOperationException("/bin/sh did not start.");
        return new(process, folder);
    }

    /// <summary>Waits until the server is ready; ends early, with its log, when the server ends.</summary>
    public Task WaitUntilAsync(Func<CancellationToken, Task<bool>> ready, string what, CancellationToken cancellationToken) =>
        Polling.UntilAsync(
            token =>
                HasEnded
                    ? throw new InvalidOperationException($"{what} ended while starting, exit code {File.ReadAllText(folder["exit"])}{Log}")
                    : ready(token),
            Limits.Start,
            () => $"{what} is not ready:\n{Log}",
            cancellationToken
        );

    /// <summary>Everything the server wrote to its standard output and error.</summary>
    public string Log
    {
        get
        {
            try
            {
                using var file = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var reader = new StreamReader(file);
                return reader.ReadToEnd();
            }
            catch (FileNotFoundException)
            {
                return "";
            }
            catch (DirectoryNotFoundException)
            {
                return "";
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (isDisposed)
            return;
        isDisposed = true;
        guard.StandardInput.Close();
        using var limit = new CancellationTokenSource(Limits.Stop);
        try
        {
            await guard.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            guard.Kill(entireProcessTree: true);
            throw new TimeoutException($"The server in {folder.Location} did not stop within {Limits.Stop.TotalSeconds:0} s.");
        }
        finally
        {
            guard.Dispose();
            folder.Dispose();
        }
    }
}
