using System.Diagnostics;

namespace Dialtone.Servers.Processes;

/// <summary>
/// Removes the temporary folders of a test process that was killed before it could. A shell reads their names from a pipe; when the pipe closes, the
/// process is gone and the shell removes what is left.
/// </summary>
static class Janitor
{
    const string Script = """
        trap '' HUP INT TERM
        exec >/dev/null 2>&1
        set --
        while read -r folder; do set -- "$@" "$folder"; done
        rm -rf "$@"
        """;

    static readonly Lazy<StreamWriter> Names = new(Start);

    public static void Register(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        lock (Names)
        {
            Names.Value.WriteLine(folder);
            Names.Value.Flush();
        }
    }

    static StreamWriter Start()
    {
        var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script]) { RedirectStandardInput = true });
        return process?.StandardInput ?? throw new InvalidOperationException("/bin/sh did not start.");
    }
}
