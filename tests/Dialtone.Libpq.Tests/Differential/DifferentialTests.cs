using System.Globalization;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Any target, any server: the verdict, the session, the number of connections and the words are those of libpq 18.</summary>
/// <remarks>
/// DIALTONE_LIBPQ_CASES is the number of cases (1600), or <c>all</c> for every pair of choices; DIALTONE_LIBPQ_SEED repeats a run;
/// DIALTONE_LIBPQ_ONLY is a regular expression that the names of the cases must match.
/// </remarks>
public sealed class DifferentialTests
{
    const int UsualCount = 1600;

    static readonly PostgresRelease[] Releases = [PostgresRelease.V15, PostgresRelease.V18];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_case_ends_as_with_libpq_18()
    {
        var requirement = ServerAvailability.Require([.. Releases.Select(ServerAvailability.Of), ServerAvailability.Psql]);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var seed = Number("DIALTONE_LIBPQ_SEED") ?? Random.Shared.Next();
        using var files = new CaseFiles();
        var comparisons = Releases.Select(release => new LaneComparison(release, files, seed)).ToArray();

        await Task.WhenAll(comparisons.Select(comparison => Task.Run(() => comparison.RunAsync(CountPerLane(), Token), Token)));

        var disagreements = comparisons.SelectMany(comparison => comparison.Disagreements).ToList();
        var summary = $"seed {seed}: {string.Join("; ", comparisons.Select(comparison => comparison.Summary))}";
        Console.WriteLine(summary);
        Assert.True(disagreements.Count == 0, $"{summary}\n{disagreements.Count} disagreements\n{string.Join("\n", disagreements)}");
    }

    static int? CountPerLane() =>
        Environment.GetEnvironmentVariable("DIALTONE_LIBPQ_CASES") == "all"
            ? null
            : (Number("DIALTONE_LIBPQ_CASES") ?? UsualCount) / Releases.Length;

    static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
