namespace Dialtone.Shell.Backslash;

/// <summary>Whether a prompt may end: not without a word while a transaction is open.</summary>
static class Leaving
{
    /// <summary>Asks, if there is something to lose and somebody to ask.</summary>
    public static async Task<bool> MayLeaveAsync(SqlSession session, CancellationToken cancellationToken)
    {
        if (!session.Transaction.IsOpen)
        {
            return true;
        }

        if (!session.IsInteractive)
        {
            session.Say("warning: a transaction was open; the server rolls it back");
            return true;
        }

        var answer = await session.Options.AskAsync(
            "A transaction is open, and would be rolled back. Quit? [y/N] ",
            false,
            cancellationToken
        );
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }
}
