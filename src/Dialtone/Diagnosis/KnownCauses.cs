using Dialtone.Diagnosis.Causes;
using Dialtone.Tls;

namespace Dialtone.Diagnosis;

/// <summary>The knowledge base: every cause that a diagnosis can name.</summary>
public static class KnownCauses
{
    /// <summary>Every cause; docs/doctor.md lists the same.</summary>
    public static IReadOnlyList<Cause> All { get; } = [.. KnowledgeBase.All.Select(rule => new Cause(rule.Id, rule.Summary))];

    /// <summary>Explains the error text of any client, without connecting: the text is the only evidence.</summary>
    /// <param name="errorText">What the client printed.</param>
    /// <param name="client">The client, such as <c>jdbc</c> or <c>asyncpg</c>, if it is known.</param>
    public static DiagnosisReport Explain(string errorText, string? client = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(errorText);
        return new Examination(new() { PastedError = errorText.Trim(), Client = client }, new()).Report();
    }

    /// <summary>What the knowledge base says about a failure, from the failure and the target alone.</summary>
    internal static Errors.DiagnosisHint? Hint(Errors.Failure failure, Parameters.ResolvedTarget? target)
    {
        var file = new CaseFile { Failure = failure, BlockedAt = StageOf(failure.Stage) };
        if (target is not null)
        {
            Stages.ResolveStage.Take(file, target);
        }

        if (file.Tls?.KeyFile is { } key && failure.Stage == Errors.ErrorStage.Files)
        {
            file.KeyFormat = KeyFileFormat.Of(key.Path);
        }

        return KnowledgeBase.Recognise(file).Select(ReportText.Clean).FirstOrDefault() is { } finding
            ? new(
                finding.Cause.Id,
                finding.Cause.Summary,
                [.. finding.Fixes.Select(fix => fix.Paste is null ? fix.Description : $"{fix.Description}: {fix.Paste}")]
            )
            : null;
    }

    static string StageOf(Errors.ErrorStage stage) =>
        stage switch
        {
            Errors.ErrorStage.Parse => "parse",
            Errors.ErrorStage.Resolve => "resolve",
            Errors.ErrorStage.Files => "files",
            Errors.ErrorStage.Policy => "policy",
            Errors.ErrorStage.NameResolution => "dns",
            Errors.ErrorStage.Connect => "tcp",
            Errors.ErrorStage.Tls => "tls",
            Errors.ErrorStage.Authentication => "authentication",
            _ => "session",
        };
}
