namespace Dialtone.Diagnosis.Causes;

/// <summary>What to tell about one case.</summary>
/// <param name="what">What is wrong, with its values.</param>
/// <param name="why">Why it is so.</param>
/// <param name="best">The best way to mend it.</param>
/// <param name="second">Another way.</param>
/// <param name="third">A third way.</param>
/// <param name="fourth">A fourth way.</param>
sealed class Advice(string what, string why, Fix best, Fix? second = null, Fix? third = null, Fix? fourth = null)
{
    /// <summary>What is wrong, with its values.</summary>
    public string What { get; } = what;

    /// <summary>Why it is so.</summary>
    public string Why { get; } = why;

    /// <summary>How to mend it, the best way first.</summary>
    public IReadOnlyList<Fix> Fixes { get; } = [.. new[] { best, second, third, fourth }.OfType<Fix>()];
}
