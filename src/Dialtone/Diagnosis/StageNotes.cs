namespace Dialtone.Diagnosis;

/// <summary>What a stage writes down.</summary>
sealed class StageNotes
{
    readonly List<string> evidence = [];

    /// <summary>Everything so far, in order.</summary>
    public IReadOnlyList<string> Evidence => evidence;

    /// <summary>Whether something needs attention.</summary>
    public bool HasWarnings { get; private set; }

    /// <summary>Something that was seen.</summary>
    public void Add(string fact) => evidence.Add(fact);

    /// <summary>Something that needs attention and does not block.</summary>
    public void Warn(string fact)
    {
        evidence.Add(fact);
        HasWarnings = true;
    }
}
