namespace Dialtone.Diagnosis.Causes;

/// <summary>Every cause that is known, in the order in which they are tried: the special before the general.</summary>
static class KnowledgeBase
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        .. OtherClientCauses.Rules,
        .. TargetCauses.Rules,
        .. SqliteCauses.Rules,
        .. MySqlCauses.Rules,
        .. FileCauses.Rules,
        .. NetworkCauses.Rules,
        .. ProtocolCauses.Rules,
        .. CloudCauses.Rules,
        .. ServerCertificateCauses.Rules,
        .. ClientCertificateCauses.Rules,
        .. LoginCauses.Rules,
        .. SessionCauses.Rules,
        .. SecurityWarnings.Rules,
    ];

    /// <summary>The causes that the evidence shows: the first that fits if the case is blocked, else every warning.</summary>
    public static IEnumerable<Finding> Recognise(CaseFile file)
    {
        foreach (var rule in All)
        {
            if (rule.IsWarning != file.IsBlocked && rule.Recognise(file) is { } advice)
            {
                yield return new(new(rule.Id, rule.Summary), advice.What, advice.Why, advice.Fixes);
                if (file.IsBlocked)
                {
                    yield break;
                }
            }
        }
    }
}
