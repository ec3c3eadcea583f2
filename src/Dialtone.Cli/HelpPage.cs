using System.CommandLine;
using System.CommandLine.Invocation;

namespace Dialtone.Cli;

/// <summary>What <c>--help</c> prints, from the same declarations that parse the command line.</summary>
/// <remarks>The first line of a command's description is its summary; what follows, such as examples, stands below the options.</remarks>
sealed class HelpPage(TextWriter output) : SynchronousCommandLineAction
{
    const int Width = 100;

    // Help is what was asked for, whatever else the command line lacks.
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        if (parseResult.UnmatchedTokens.Count > 0)
        {
            throw CommandLine.Problem(parseResult);
        }

        Write(parseResult.CommandResult.Command);
        return ExitCodes.Fine;
    }

    /// <summary>The first line of a description.</summary>
    public static string Summary(Command command) => Parts(command).Summary;

    void Write(Command command)
    {
        var (summary, more) = Parts(command);
        var children = command.Subcommands.Where(child => !child.Hidden).ToList();
        var name = NameOf(command);
        var arguments = command.Arguments.Where(argument => !argument.Hidden).ToList();
        output.Write($"{name}: {summary}\n\n");
        output.Write(
            $"Usage: {name}{(children.Count > 0 ? " COMMAND" : "")}{string.Concat(arguments.Select(argument => $" {Placeholder(argument)}"))} [options]\n"
        );
        WriteTable("Commands:", children.Select(child => (child.Name, Summary(child))));
        WriteTable("Arguments:", arguments.Select(argument => (argument.HelpName ?? argument.Name, argument.Description ?? "")));
        WriteTable(
            "Options:",
            command.Options.Where(option => !option.Hidden).Select(option => (Spelling(option), option.Description ?? ""))
        );
        if (more.Length > 0)
        {
            output.Write($"\n{more}\n");
        }
    }

    static string NameOf(Command command) =>
        command is RootCommand ? "dialtone" : $"{command.Parents.OfType<Command>().Select(NameOf).First()} {command.Name}";

    // What may be left out stands in brackets.
    static string Placeholder(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.HelpName ?? argument.Name}]" : argument.HelpName ?? argument.Name;

    void WriteTable(string heading, IEnumerable<(string Term, string Text)> rows)
    {
        var list = rows.ToList();
        if (list.Count == 0)
        {
            return;
        }

        output.Write($"\n{heading}\n");
        var indent = list.Max(row => row.Term.Length) + 4;
        foreach (var (term, text) in list)
        {
            output.Write($"  {term}".PadRight(indent));
            var column = indent;
            foreach (var word in text.Split(' '))
            {
                if (column + word.Length > Width)
                {
                    output.Write("\n".PadRight(indent + 1));
                    column = indent;
                }

                output.Write(column == indent ? word : $" {word}");
                column += word.Length + 1;
            }

            output.Write('\n');
        }
    }

    static string Spelling(Option option)
    {
        var shortName = option.Aliases.FirstOrDefault(alias => alias.Length == 2);
        return $"{(shortName is null ? "    " : $"{shortName}, ")}{option.Name}{(option.HelpName is null ? "" : $" {option.HelpName}")}";
    }

    static (string Summary, string More) Parts(Command command)
    {
        var text = command.Description ?? "";
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end < 0 ? (text, "") : (text[..end], text[(end + 1)..].Trim());
    }
}
