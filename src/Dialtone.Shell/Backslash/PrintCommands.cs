namespace Dialtone.Shell.Backslash;

/// <summary>How results look.</summary>
static class PrintCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("x", "[on|off|auto]", "a row as a block of lines", (session, call, token) => SetAsync(session, call, "expanded", token)),
        new("a", "", "aligned or not", AlignAsync),
        new(
            "t",
            "[on|off]",
            "only rows, without names and counts",
            (session, call, token) => SetAsync(session, call, "tuples_only", token)
        ),
        new("H", "", "HTML or not", HtmlAsync) { Names = ["H", "html"] },
        new(
            "f",
            "[TEXT]",
            "what parts the values of the unaligned format",
            (session, call, token) => SetAsync(session, call, "fieldsep", token)
        ),
        new("C", "[TEXT]", "a title above every table", (session, call, token) => SetAsync(session, call, "title", token)),
        new("T", "[TEXT]", "the attributes of HTML's table element", (session, call, token) => SetAsync(session, call, "tableattr", token)),
        new("pset", "[OPTION [VALUE]]", "every option of how results look", OptionAsync),
        new("timing", "[on|off]", "whether each statement's time is told", TimingAsync),
    ];

    static async Task SetAsync(SqlSession session, SlashCall call, string option, CancellationToken cancellationToken)
    {
        var value = await call.Arguments.NextAsync(cancellationToken);
        var takesNothing = value is null && option is "title" or "tableattr";
        (session.Print, var words) = PrintOptions.Set(session.Print, option, takesNothing ? "" : value);
        session.Tell(words);
    }

    static Task AlignAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        FormatAsync(session, session.Print.Format == "aligned" ? "unaligned" : "aligned");

    static Task HtmlAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        FormatAsync(session, session.Print.Format == "html" ? "aligned" : "html");

    static Task FormatAsync(SqlSession session, string format)
    {
        (session.Print, var words) = PrintOptions.Set(session.Print, "format", format);
        session.Tell(words);
        return Task.CompletedTask;
    }

    static async Task OptionAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = await call.Arguments.NextAsync(cancellationToken);
        if (name is null)
        {
            foreach (var line in PrintOptions.List(session.Print))
            {
                session.Io.Out.Write(line + "\n");
            }

            return;
        }

        (session.Print, var words) = PrintOptions.Set(session.Print, name, await call.Arguments.NextAsync(cancellationToken));
        session.Tell(words);
    }

    static async Task TimingAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var value = await call.Arguments.NextAsync(cancellationToken);
        if (value is not null && !PsqlVariables.TryParseSwitch(value, out _))
        {
            throw new ShellCommandException($"unrecognized value \"{value}\" for \"\\timing\": Boolean expected");
        }

        session.Timing = value is null ? !session.Timing : PsqlVariables.TryParseSwitch(value, out var isOn) && isOn;
        session.Tell(session.Timing ? "Timing is on." : "Timing is off.");
    }
}
