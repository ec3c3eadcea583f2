using System.CommandLine;
using Dialtone.Cli.Commands;
using Dialtone.Cli.Terminal;

namespace Dialtone.Cli;

/// <summary>The command <c>dialtone</c>.</summary>
static class Program
{
    static async Task<int> Main(string[] args)
    {
        using var interrupts = new Interrupts();
        return await RunAsync(args, new(Stdio.Open(), interrupts));
    }

    /// <summary>Runs one command line; everything that can go wrong ends here as words and an exit code.</summary>
    internal static async Task<int> RunAsync(string[] args, CommandContext context)
    {
        try
        {
            var root = new RootCommand("One URL for PostgreSQL, MySQL/MariaDB and SQLite.");
            foreach (var create in KnownCommands.All)
            {
                root.Add(create(context));
            }

            var exitCode = await root.Parse(args)
                .InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
            context.Io.Out.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(context.Io, exception);
        }
    }
}
