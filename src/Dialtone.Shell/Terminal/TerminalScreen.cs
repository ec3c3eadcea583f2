using Dialtone.Cli.Terminal;
using Dialtone.Shell.Display;

namespace Dialtone.Shell.Terminal;

/// <summary>Looks at the terminal that results go to.</summary>
static class TerminalScreen
{
    /// <summary>The terminal as it is now.</summary>
    public static Screen Look(Stdio io)
    {
        if (!io.IsOutputTerminal)
        {
            return Screen.None;
        }

        var isDumb = Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var hasColour = !isDumb && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        return new(Console.WindowWidth, Console.WindowHeight, hasColour);
    }
}
