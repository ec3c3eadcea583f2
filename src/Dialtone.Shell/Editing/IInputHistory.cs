namespace Dialtone.Shell.Editing;

/// <summary>What was typed before.</summary>
interface IInputHistory
{
    /// <summary>Grows whenever inputs come in from a file.</summary>
    int Version { get; }

    /// <summary>The inputs, the newest first.</summary>
    /// <param name="everywhere">Those of every connection; otherwise of this one.</param>
    IReadOnlyList<string> Recent(bool everywhere);

    /// <summary>Keeps an input, unless the person or a rule does not want it kept.</summary>
    void Add(string text);
}
