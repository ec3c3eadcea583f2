using Dialtone.Diagnosis.Stages;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis;

/// <summary>Begins examinations.</summary>
static class Doctor
{
    /// <summary>Examines a target from its text on.</summary>
    public static async Task<DiagnosisReport> ExamineAsync(
        string? target,
        IReadOnlyList<TargetArgument> arguments,
        DiagnosisOptions options,
        CancellationToken cancellationToken
    )
    {
        var file = FileFor(options);
        await using (file.ConfigureAwait(false))
        {
            return await new Examination(file, options)
                .RunAsync([new ParseStage(target, arguments), new ResolveStage()], cancellationToken)
                .ConfigureAwait(false);
        }
    }

    /// <summary>Examines a target that is resolved already.</summary>
    public static async Task<DiagnosisReport> ExamineAsync(
        ResolvedTarget target,
        DiagnosisOptions options,
        CancellationToken cancellationToken
    )
    {
        var file = FileFor(options);
        await using (file.ConfigureAwait(false))
        {
            return await new Examination(file, options).RunAsync([new ResolveStage(target)], cancellationToken).ConfigureAwait(false);
        }
    }

    static CaseFile FileFor(DiagnosisOptions options) =>
        new()
        {
            Client = options.Client,
            StrictTls = options.StrictTls,
            AllowTlsKeyLog = options.AllowTlsKeyLog,
            Time = options.Time,
        };
}
