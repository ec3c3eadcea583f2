using System.Diagnostics;

namespace Dialtone.Cli.Demo;

/// <summary>A small shell process that outlives this one and clears up: it stops the server and removes the folder.</summary>
/// <remarks>
/// It waits for the end of its standard input. That comes when the demo is over, and also when this process is killed hard, because the
/// system then closes the pipe: so there is one way to clear up, and no way around it.
/// </remarks>
sealed class DemoGuard : IAsyncDisposable
{
    // Signals from the terminal reach the guard too, which must not end it. The inner shell is nobody's child, so that it survives when a
    // whole family of processes is killed. A killed initdb may still write for a moment, hence the repetition.
    const string Script = """
        trap '' HUP INT QUIT TERM
        exec 3<&0
        (
            read -r word <&3
            [ "$word" = keep ] && exit 0
            folder=$1 pid_file=$2
            shift 2
            [ ! -f "$pid_file" ] || "$@" -m fast stop || "$@" -m immediate stop
            tries=0
            until rm -rf -- "$folder" || [ "$tries" -ge 50 ]; do
                tries=$((tries + 1))
                sleep 0.2
            done
        ) </dev/null &
        """;

    readonly Process? process;
    readonly string folder;

    DemoGuard(Process? process, string folder)
    {
        this.process = process;
        this.folder = folder;
    }

    /// <summary>Whether the server and the folder stay when the guard is disposed of.</summary>
    public bool Keep { get; set; }

    /// <summary>Starts to watch.</summary>
    /// <param name="folder">The folder to remove.</param>
    /// <param name="pidFile">The file that exists while the server runs.</param>
    /// <param name="control">The command that stops the server once <c>-m MODE stop</c> is added; empty if there is no server.</param>
    public static DemoGuard Start(string folder, string pidFile, IReadOnlyList<string> control)
    {
        if (OperatingSystem.IsWindows())
        {
            return new(null, folder);
        }

        // A session of its own keeps it out of the terminal's process group.
        string[] session = ChildProgram.Find("setsid") is { } setsid ? [setsid] : [];
        return new(
            ChildProgram.Start([.. session, "/bin/sh", "-c", Script, "dialtone-demo-guard", folder, pidFile, .. control], "/"),
            folder
        );
    }

    /// <summary>Lets the guard do its work, or sends it away, and waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            if (!Keep)
            {
                Directory.Delete(folder, recursive: true);
            }

            return;
        }

        if (Keep)
        {
            await process.StandardInput.WriteLineAsync("keep");
        }

        process.StandardInput.Close();
        await process.StandardOutput.ReadToEndAsync();
        process.Dispose();
    }
}
