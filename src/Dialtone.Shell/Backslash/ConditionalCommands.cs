namespace Dialtone.Shell.Backslash;

/// <summary><c>\if \elif \else \endif</c>.</summary>
static class ConditionalCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("if", "EXPRESSION", "begins a block that runs if the expression is true", IfAsync) { IsConditional = true },
        new("elif", "EXPRESSION", "another branch of the block", ElseIfAsync) { IsConditional = true },
        new(
            "else",
            "",
            "the last branch of the block",
            (session, _, _) =>
            {
                session.Conditionals.Else();
                return Task.CompletedTask;
            }
        )
        {
            IsConditional = true,
        },
        new(
            "endif",
            "",
            "ends the block",
            (session, _, _) =>
            {
                session.Conditionals.End();
                return Task.CompletedTask;
            }
        )
        {
            IsConditional = true,
        },
    ];

    static async Task IfAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        session.Conditionals.If(await IsTrueAsync(session, call, cancellationToken));

    static async Task ElseIfAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        session.Conditionals.ElseIf(await IsTrueAsync(session, call, cancellationToken));

    static async Task<bool> IsTrueAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        if (!session.Conditionals.NeedsCondition(call.Word))
        {
            call.Arguments.Rest();
            return false;
        }

        var expression = string.Join(' ', await call.Arguments.AllAsync(cancellationToken));
        if (PsqlVariables.TryParseSwitch(expression, out var isTrue))
        {
            return isTrue;
        }

        session.Say($"unrecognized value \"{expression}\" for \"\\{call.Word} expression\": Boolean expected");
        return false;
    }
}
