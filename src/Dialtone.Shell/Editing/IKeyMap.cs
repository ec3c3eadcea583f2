namespace Dialtone.Shell.Editing;

/// <summary>What keys mean.</summary>
interface IKeyMap
{
    /// <summary>Begins a new input.</summary>
    void Begin();

    /// <summary>Does what a key means; a key without a meaning does nothing.</summary>
    void Press(EditorState state, KeyPress key);
}
