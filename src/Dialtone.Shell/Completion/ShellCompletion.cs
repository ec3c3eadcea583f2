using System.Buffers;
using Dialtone.Shell.Backslash;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>What can stand at the cursor of the prompt: a backslash command and its arguments, or SQL.</summary>
sealed class ShellCompletion(SqlSession session, CatalogCache catalog) : ICompletionSource
{
    static readonly SearchValues<char> FirstWord = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    readonly SlashCompletion slash = new(session);

    public async Task<CompletionList> CompleteAsync(string text, int cursor, bool isAsked, CancellationToken cancellationToken)
    {
        // A first word that is still being typed may become a verb of SQL.
        var isFirstWord = text.AsSpan(0, cursor).Trim().IndexOfAnyExcept(FirstWord) < 0;
        if (session.Input.Pending.Length == 0 && !isFirstWord && session.CSharp.Takes(text))
        {
            return CompletionList.None;
        }

        var known = await catalog.SnapshotAsync(cancellationToken);
        var line = text[TextMotion.LineStart(text, cursor)..cursor];
        return line.TrimStart() is ['\\', ..]
            ? slash.Complete(text, cursor, known)
            : new SqlCompletion(session.Engine, known).Complete(text, cursor, isAsked);
    }
}
