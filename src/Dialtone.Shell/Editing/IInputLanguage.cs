namespace Dialtone.Shell.Editing;

/// <summary>What an editor asks of the language that is typed. Called at every key, so it answers within a few milliseconds and runs nothing.</summary>
interface IInputLanguage
{
    /// <summary>The ranges of a text that are more than plain, in order and without overlap.</summary>
    IReadOnlyList<StyledRange> Highlight(string text);

    /// <summary>Whether Enter runs the text; otherwise it begins another line.</summary>
    bool IsComplete(string text);

    /// <summary>What each line after the first continues: one mark a line, as psql's prompt has it.</summary>
    string Continuations(string text);
}
