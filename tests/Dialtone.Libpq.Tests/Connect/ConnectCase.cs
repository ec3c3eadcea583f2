namespace Dialtone.Libpq.Tests.Connect;

/// <summary>A target that both clients are asked to connect to.</summary>
/// <param name="Name">What the differences name it by.</param>
/// <param name="Target">A keyword/value string.</param>
/// <param name="Home">The home folder; an empty one if null.</param>
sealed record ConnectCase(string Name, string Target, string? Home = null);

/// <summary>What a client made of a target.</summary>
/// <param name="Outcome"><c>TLS</c>, <c>plain</c> or <c>refused</c>.</param>
/// <param name="Problems">Why it was refused: one text for each attempt.</param>
sealed record ConnectVerdict(string Outcome, IReadOnlyList<string> Problems);

/// <summary>A difference on purpose.</summary>
/// <param name="Cases">The names of the cases, as a regular expression.</param>
/// <param name="Libpq">libpq's outcome, or a piece of its text.</param>
/// <param name="Dialtone">Dialtone's outcome, or a piece of its text.</param>
/// <param name="Reason">Why.</param>
sealed record ConnectDifference(string Cases, string Libpq, string Dialtone, string Reason)
{
    /// <summary>Whether it depends on which side is faster, so that a run may do without it.</summary>
    public bool IsRace { get; init; }
}
