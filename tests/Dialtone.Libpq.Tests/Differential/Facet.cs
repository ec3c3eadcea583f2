namespace Dialtone.Libpq.Tests.Differential;

/// <summary>One thing in which cases differ, such as <c>sslmode</c>, with everything it can be.</summary>
/// <param name="Name">What it is called in a case's name.</param>
/// <param name="Choices">The usual one first.</param>
sealed record Facet(string Name, params IReadOnlyList<Choice> Choices)
{
    /// <summary>A facet that is a connection parameter: usually unset, else one of the values.</summary>
    public static Facet Parameter(string keyword, params IReadOnlyList<string> values) =>
        new(
            keyword,
            [
                new("", static _ => { }) { Weight = 7 * values.Count },
                .. values.Select(value => new Choice(value, draft => draft.Set(keyword, value))),
            ]
        );
}

/// <summary>One of the things that a facet can be.</summary>
/// <param name="Label">Its word in a case's name; empty for the usual, which is not worth a word.</param>
/// <param name="Apply">What it does to a case.</param>
sealed record Choice(string Label, Action<CaseDraft> Apply)
{
    /// <summary>How often it is drawn, relative to the others.</summary>
    public int Weight { get; init; } = 1;
}
