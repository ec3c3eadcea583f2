using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;

namespace Dialtone.Diagnosis;

/// <summary>Runs the stages of a case until one blocks, and asks the knowledge base what it all means.</summary>
sealed class Examination(CaseFile file, DiagnosisOptions options)
{
    readonly List<StageReport> reports = [];

    /// <summary>Examines.</summary>
    /// <param name="first">Reads and resolves the target, so that its dialect is known.</param>
    /// <param name="cancellationToken">Ends the examination at once.</param>
    public Task<DiagnosisReport> RunAsync(IEnumerable<Stage> first, CancellationToken cancellationToken) =>
        RunAsync(first, Stages.StageList.Of, cancellationToken);

    /// <summary>Examines by other stages than all.</summary>
    /// <param name="first">Reads and resolves the target, so that its dialect is known.</param>
    /// <param name="rest">What follows, by the dialect.</param>
    /// <param name="cancellationToken">Ends the examination at once.</param>
    public async Task<DiagnosisReport> RunAsync(
        IEnumerable<Stage> first,
        Func<CaseFile, IEnumerable<Stage>> rest,
        CancellationToken cancellationToken
    )
    {
        if (await RunAllAsync(first, cancellationToken).ConfigureAwait(false))
        {
            _ = await RunAllAsync(rest(file), cancellationToken).ConfigureAwait(false);
        }

        return Report();
    }

    /// <summary>The report as it stands.</summary>
    public DiagnosisReport Report()
    {
        var findings = Causes.KnowledgeBase.Recognise(file).Select(ReportText.Clean).ToArray();
        return new()
        {
            Stages = reports,
            Findings = findings,
            Error = file.IsBlocked ? ReportText.Clean(file.PastedError ?? file.Failure!.What) : null,
            Verdict =
                file.IsBlocked ? (findings.Length > 0 ? DiagnosisVerdict.Blocked : DiagnosisVerdict.Unknown)
                : findings.Length > 0 ? DiagnosisVerdict.Warning
                : DiagnosisVerdict.Healthy,
        };
    }

    async Task<bool> RunAllAsync(IEnumerable<Stage> stages, CancellationToken cancellationToken)
    {
        foreach (var stage in stages)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!stage.Applies(file))
            {
                continue;
            }

            var start = options.Time.GetTimestamp();
            var notes = new StageNotes();
            file.Failure = await RunAsync(stage, notes, cancellationToken).ConfigureAwait(false);
            if (file.Failure is { } failure)
            {
                file.BlockedAt = stage.Name;
                notes.Add(failure.What);
                if (failure.Origin is { } origin)
                {
                    notes.Add(origin);
                }
            }

            var report = ReportText.Clean(
                new StageReport(
                    // A resolution ends with the check whether the values may be used together.
                    file.Failure
                        is { Stage: ErrorStage.Policy }
                        ? "policy"
                        : stage.Name,
                    file.Failure is not null ? StageOutcome.Failed
                        : notes.HasWarnings ? StageOutcome.Warned
                        : StageOutcome.Passed,
                    notes.Evidence,
                    options.Time.GetElapsedTime(start)
                )
            );
            reports.Add(report);
            options.OnStage?.Invoke(report);
            if (file.Failure is not null)
            {
                return false;
            }
        }

        return true;
    }

    async Task<Failure?> RunAsync(Stage stage, StageNotes notes, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(options.StageTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            await stage.RunAsync(file, notes, either.Token).WaitAsync(either.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException("the diagnosis was cancelled", cancellationToken);
        }
        catch (DatabaseException exception)
        {
            return exception.Failure;
        }
        catch (OperationCanceledException)
        {
            return Unexpected(ErrorKind.Timeout, $"timeout expired: no answer within {options.StageTimeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception) when (exception is IOException or SocketException or AuthenticationException or InvalidDataException)
        {
            return Unexpected(ErrorKind.Disconnected, exception.Message);
        }
    }

    static Failure Unexpected(ErrorKind kind, string what) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = kind,
            What = what,
        };
}
