namespace Dialtone.Diagnosis.Causes;

/// <summary>One row of the knowledge base: a cause, and how it is recognised from evidence.</summary>
/// <param name="Id">The cause's stable name.</param>
/// <param name="Summary">What is wrong, for every case of it.</param>
/// <param name="Recognise">The advice for a case, or <see langword="null"/> if the evidence does not show this cause.</param>
sealed record Rule(string Id, string Summary, Func<CaseFile, Advice?> Recognise)
{
    /// <summary>Whether it is about connections that come about and should be better, not about those that fail.</summary>
    public bool IsWarning { get; init; }
}
