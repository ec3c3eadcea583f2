using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>What the tests of the doctor share.</summary>
public abstract class DiagnosisTests(TestServers servers) : PostgresTests(servers)
{
    protected static async Task<DiagnosisReport> DiagnoseAsync(string target, string? client = null, double seconds = 10)
    {
        var report = await Engine.DiagnoseTargetAsync(
            target,
            null,
            new() { Client = client, StageTimeout = TimeSpan.FromSeconds(seconds) },
            Token
        );
        KeepsSecrets(report);
        return report;
    }

    /// <summary>The case is blocked by this cause, and its fixes hold the words.</summary>
    protected static async Task<DiagnosisReport> AssertBlockedAsync(string target, string cause, params string[] words)
    {
        var report = await DiagnoseAsync(target);
        Assert.True(report.Cause?.Id == cause, $"{report.Cause?.Id} instead of {cause}: {report.Error}\n{Evidence(report)}");
        Assert.Equal(DiagnosisVerdict.Blocked, report.Verdict);
        Assert.Equal(StageOutcome.Failed, report.Stages[^1].Outcome);
        AssertFixes(report, cause, words);
        return report;
    }

    /// <summary>A connection comes about, and this is among the warnings.</summary>
    protected static async Task<DiagnosisReport> AssertWarnedAsync(string target, string cause, string? client, params string[] words)
    {
        var report = await DiagnoseAsync(target, client);
        Assert.True(report.Verdict == DiagnosisVerdict.Warning, $"{report.Verdict}: {report.Error}\n{Evidence(report)}");
        AssertFixes(report, cause, words);
        return report;
    }

    /// <summary>Another client's error text is understood.</summary>
    protected static void AssertExplained(string error, string cause, params string[] words)
    {
        var report = KnownCauses.Explain(error);
        Assert.True(report.Cause?.Id == cause, $"{report.Cause?.Id} instead of {cause} for: {error}");
        AssertFixes(report, cause, words);
    }

    protected static void AssertFixes(DiagnosisReport report, string cause, string[] words)
    {
        var finding = Assert.Single(report.Findings, finding => finding.Cause.Id == cause);
        var text = finding.Why + "\n" + string.Join('\n', finding.Fixes.Select(fix => $"{fix.Description} {fix.Paste}"));
        Assert.All(words, word => Assert.Contains(word, text, StringComparison.Ordinal));
    }

    protected static string Evidence(DiagnosisReport report) =>
        string.Join('\n', report.Stages.SelectMany(stage => stage.Evidence.Prepend($"[{stage.Stage}: {stage.Outcome}]")));

    static void KeepsSecrets(DiagnosisReport report)
    {
        using var json = new MemoryStream();
        DiagnosisJson.Write(report, json);
        var text = System.Text.Encoding.UTF8.GetString(json.ToArray());
        foreach (var secret in new[] { WrongPassword, PostgresUsers.Password, Dialtone.Servers.Certificates.Pki.KeyPassword })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }

    protected string Verified(int port, string user, string more = "") =>
        TargetOf(port, user, $"sslmode=verify-full sslrootcert={Pki.Root} {more}");
}
