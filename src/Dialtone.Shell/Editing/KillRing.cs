namespace Dialtone.Shell.Editing;

/// <summary>Text that was cut, to be put back: the last one first, the others by turning the ring.</summary>
sealed class KillRing
{
    const int Capacity = 32;

    readonly List<string> cuts = [];
    int at;

    /// <summary>What is put back.</summary>
    public string Current => cuts.Count == 0 ? "" : cuts[at];

    /// <summary>Adds a cut.</summary>
    /// <param name="text">What was cut.</param>
    /// <param name="joins">Whether the key before cut too, so that both are one.</param>
    /// <param name="isBackward">Whether the text stood before what was cut before it.</param>
    public void Add(string text, bool joins, bool isBackward)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (joins && cuts.Count > 0)
        {
            cuts[0] = isBackward ? text + cuts[0] : cuts[0] + text;
        }
        else
        {
            cuts.Insert(0, text);
            if (cuts.Count > Capacity)
            {
                cuts.RemoveAt(Capacity);
            }
        }

        at = 0;
    }

    /// <summary>Turns to the cut before.</summary>
    public void Turn() => at = cuts.Count == 0 ? 0 : (at + 1) % cuts.Count;
}
