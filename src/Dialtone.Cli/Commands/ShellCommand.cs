using System.CommandLine;
using Dialtone.Cli.Startup;

namespace Dialtone.Cli.Commands;

/// <summary><c>dialtone [shell] [TARGET]</c>: the interactive shell.</summary>
static class ShellCommand
{
    /// <summary>The command's name, which may be left out.</summary>
    public const string Name = "shell";

    // What makes psql connect somewhere without being told where.
    static readonly string[] Environment = ["PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGUSER", "PGSERVICE"];

    public static Command Create(CommandContext context)
    {
        var command = new Command(
            Name,
            """
            talk to a database in SQL and C#: psql's commands, an editor with completion and history; dialtone TARGET is short for it
            Without a target: what the environment names, as psql; where it names nothing, an SQLite database in memory.
            """
        );
        var target = new TargetArguments(command, connects: false);
        var isReadOnly = new Option<bool>("--read-only") { Description = "Let the server refuse every change" };
        command.Add(isReadOnly);
        command.SetAction(
            (result, cancellationToken) =>
            {
                // What is wrong with them is said here, in this program's words.
                target.Read(result);
                var given = target.Words(result);
                string[] words =
                [
                    .. given.Count > 0 ? given
                    : IsAnythingNamed() ? []
                    : ["sqlite://"],
                    .. result.GetValue(isReadOnly) ? (string[])["--read-only"] : [],
                ];
                context.Io.Out.Flush();
                return ShellProgram.RunAsync(words, cancellationToken);
            }
        );
        return command;
    }

    static bool IsAnythingNamed() => Array.Exists(Environment, name => System.Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    /// <summary>A command line with the name of this command where it was left out.</summary>
    public static string[] Complete(string[] args) =>
        args is []
        || (
            args[0] is not ['-', ..]
            && (args[0].Contains("://", StringComparison.Ordinal) || args[0].Contains('=', StringComparison.Ordinal))
        )
            ? [Name, .. args]
            : args;
}
