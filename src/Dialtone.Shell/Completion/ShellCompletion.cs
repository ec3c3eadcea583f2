using Dialtone.Shell.Backslash;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>What can stand at the cursor of the prompt: a backslash command and its arguments, or SQL.</summary>
sealed class ShellCompletion(SqlSession session, CatalogCache catalog) : ICompletionSource
{
    readonly SlashCompletion slash = new(session);

    public async Task<CompletionList> CompleteAsync(string text, int cursor, bool isAsked, CancellationToken cancellationToken)
    {
        var known = await catalog.SnapshotAsync(cancellationToken);
        var line = text[TextMotion.LineStart(text, cursor)..cursor];
        return line.TrimStart() is ['\\', ..]
            ? slash.Complete(text, cursor, known)
            : new SqlCompletion(session.Engine, known).Complete(text, cursor, isAsked);
    }
}
