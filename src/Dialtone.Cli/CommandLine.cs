using System.CommandLine;
using System.CommandLine.Help;
using Dialtone.Cli.Commands;

namespace Dialtone.Cli;

/// <summary>The grammar of the command line: the table of commands under one root.</summary>
static class CommandLine
{
    /// <summary>Parses a command line.</summary>
    public static ParseResult Parse(string[] args, CommandContext context)
    {
        // "help CMD" is "CMD --help".
        args = args is ["help", .. var rest] ? [.. rest, "--help"] : ShellCommand.Complete(args);
        var output = context.Io.Out;
        var root = new RootCommand(
            """
            one URL for PostgreSQL, MySQL/MariaDB and SQLite, with TLS that behaves as documented
            dialtone COMMAND --help tells more about a command.
            Exit codes: 0 fine, 1 wrong usage, 2 no connection, 3 a statement failed, 130 interrupted.
            """
        );
        root.Options.Clear();
        root.Add(new HelpOption("--help", "-h") { Action = new HelpPage(output), Description = "Show this" });
        root.Add(new Option<bool>("--version") { Action = new VersionLine(output), Description = "Show the version" });
        foreach (var create in KnownCommands.All)
        {
            root.Add(create(context));
        }

        root.SetAction(int (_) => throw new UsageException("which command?", null, "dialtone --help lists the commands"));
        return root.Parse(args, new() { ResponseFileTokenReplacer = null });
    }

    /// <summary>What is wrong with a command line that could not be parsed.</summary>
    public static UsageException Problem(ParseResult result)
    {
        var command = result.CommandResult.Command;
        return result.UnmatchedTokens is not [var word, ..]
                ? new(result.Errors[0].Message.TrimEnd('.'), null, $"dialtone {command.Name} --help")
            : word is ['-', _, ..] ? Unknown.Option(word, command)
            : command is RootCommand ? Unknown.Command(word, command)
            : new($"{command.Name} does not take {word}", null, $"dialtone {command.Name} --help");
    }
}
