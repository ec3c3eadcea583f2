using System.CommandLine;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone query</c>: runs SQL and writes its results.</summary>
static class QueryCommand
{
    public static Command Create(CommandContext context)
    {
        var command = new Command("query", "Run SQL and write its results");
        command.SetAction((_, _) => Task.FromResult(ExitCodes.Fine));
        return command;
    }
}
