namespace Dialtone.Shell.Describe;

/// <summary>A describing command as it was typed: <c>\dt+ pattern</c>.</summary>
/// <param name="Command">The command without backslash and modifiers: <c>dt</c>.</param>
/// <param name="Patterns">The patterns behind it.</param>
sealed record DescribeRequest(string Command, IReadOnlyList<string> Patterns)
{
    /// <summary><c>+</c>: more columns.</summary>
    public bool IsVerbose { get; init; }

    /// <summary><c>S</c>: the system's objects, too.</summary>
    public bool WithSystem { get; init; }

    /// <summary>Letters between the command and its modifiers that choose what is listed, such as <c>n</c> and <c>p</c> of <c>\dfnp</c>.</summary>
    public string Selection { get; init; } = "";

    /// <summary>The first pattern.</summary>
    public string? Pattern => Patterns.Count > 0 ? Patterns[0] : null;

    /// <summary>Whether system objects are hidden: nobody asked for them, and no pattern names them.</summary>
    public bool HidesSystem => !WithSystem && Pattern is null;
}
