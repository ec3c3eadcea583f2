using System.ComponentModel;
using System.Diagnostics;

namespace Dialtone.Shell.Display;

/// <summary>The pager that the person has chosen: <c>PSQL_PAGER</c>, <c>PAGER</c>, else <c>less</c>; an empty name means none.</summary>
static class PagerProgram
{
    /// <summary>Starts it; <see langword="null"/> if there is none.</summary>
    public static Process? Start()
    {
        var command = Environment.GetEnvironmentVariable("PSQL_PAGER") ?? Environment.GetEnvironmentVariable("PAGER") ?? "less";
        if (string.IsNullOrWhiteSpace(command) || OperatingSystem.IsWindows())
        {
            return null;
        }

        // Long lines can be scrolled, colours are kept, and the text stays on the screen afterwards.
        var start = new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardInput = true };
        start.Environment.TryAdd("LESS", "-SRXF");
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
