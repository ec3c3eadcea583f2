using System.Text;
using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Backslash;

/// <summary>Help and the way out.</summary>
static class GeneralCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("?", "", "this list", HelpAsync),
        new(["h", "help"], "[STATEMENT]", "the shape of an SQL statement", SyntaxAsync),
        new(
            ["q", "quit"],
            "",
            "ends",
            async (session, _, cancellationToken) =>
            {
                if (await Leaving.MayLeaveAsync(session, cancellationToken))
                {
                    session.HasEnded = true;
                }
            }
        ),
    ];

    static Task HelpAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        call.Arguments.Rest();
        var help = new StringBuilder();
        foreach (var group in SlashCommands.All.GroupBy(command => command.Group))
        {
            help.Append(group.Key).Append('\n');
            foreach (var command in group)
            {
                Append(help, string.Join(" ", command.Names.Select(name => $"\\{name}")), command.Arguments, command.Description);
            }

            help.Append('\n');
        }

        help.Append("Informational (S: with system objects, +: more about each)\n");
        foreach (var command in DescribeCommands.All)
        {
            var modifiers = command.Modifiers.Length == 0 ? "" : $"[{command.Modifiers}]";
            Append(help, $"\\{command.Name}{modifiers}", command.Arguments, command.Description);
        }

        session.Output.Write(help.ToString());
        return Task.CompletedTask;
    }

    static async Task SyntaxAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var statement = call.Arguments.Rest().TrimEnd(';').Trim().ToUpperInvariant();
        await session.Output.WriteAsync(StatementHelp.Of(statement).AsMemory(), cancellationToken);
    }

    static void Append(StringBuilder help, string names, string arguments, string description) =>
        help.Append("  ").Append($"{names} {arguments}".PadRight(30)).Append(' ').Append(description).Append('\n');
}
