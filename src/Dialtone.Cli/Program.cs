using System.CommandLine.Invocation;
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
            var result = CommandLine.Parse(args, context);
            if (result.Action is ParseErrorAction)
            {
                throw CommandLine.Problem(result);
            }

            var exitCode = await result.InvokeAsync(
                new()
                {
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = null,
                    Output = context.Io.Out,
                }
            );
            context.Io.Out.Flush();
            return exitCode;
        }
        catch (Exception exception)
        {
            return ErrorReport.Write(context.Io, exception, context.Interrupts.ExitCode);
        }
    }
}
