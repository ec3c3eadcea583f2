using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Runs the cases of one server version through every client and keeps what disagrees.</summary>
sealed class LaneComparison(PostgresRelease release, CaseFiles files, int seed)
{
    const int ProgramInterval = 16;

    int count;
    int connected;
    int otherInLibpq15;

    /// <summary>Everything that no row of <see cref="DeliberateDifference"/> explains.</summary>
    public List<string> Disagreements { get; } = [];

    /// <summary>The rows of the table that explained something, each with the name of such a case.</summary>
    public ConcurrentDictionary<DeliberateDifference, string> Used { get; } = new();

    public string Summary =>
        $"PostgreSQL {(int)release}: {count} cases, {connected} connected, {Disagreements.Count} disagreements, libpq 15 differs from 18 in {otherInLibpq15}";

    /// <summary>Runs this many cases, or all.</summary>
    public async Task RunAsync(int? cases, CancellationToken cancellationToken)
    {
        await using var lane = await Lane.StartAsync(release, files.Pki, cancellationToken);
        var generator = new CaseGenerator(release, files, lane.Ports);
        var all = cases is { } number ? generator.Sample(number, seed) : generator.All(seed);
        if (Environment.GetEnvironmentVariable("DIALTONE_LIBPQ_ONLY") is { } pattern)
            all = all.Where(one => Regex.IsMatch(one.Name, pattern));
        foreach (var group in all.GroupBy(one => one.Certificate))
        {
            await lane.PresentAsync(group.Key, cancellationToken);
            foreach (var one in group)
                await CompareAsync(lane, one, cancellationToken);
        }
    }

    async Task CompareAsync(Lane lane, DifferentialCase one, CancellationToken cancellationToken)
    {
        var older = await lane.AskLibpqAsync(PostgresRelease.V15, one, cancellationToken);
        var libpq = await lane.AskLibpqAsync(PostgresRelease.V18, one, cancellationToken);
        var dialtone = await lane.AskDialtoneAsync(one, cancellationToken);
        count++;
        connected += libpq.IsConnected ? 1 : 0;
        otherInLibpq15 += libpq.IsConnected != older.IsConnected ? 1 : 0;

        if (
            count % ProgramInterval == 0
            && !one.IsByChance
            && await ProgramComparison.DifferenceAsync(one, libpq, dialtone, cancellationToken) is { } other
        )
            Disagreements.Add($"programs: {other} in {one}");

        // The libpq 18 at hand is linked with OpenSSL 1.1.1, the libpq 15 with OpenSSL 3, as .NET is.
        if (OpenSslDecides(libpq, older) && !Differences(older, dialtone, one).Any())
            return;
        if (older.KnowsTooLittle && libpq.HasRefusedCertificate && one.IsForOpenSslToDecide)
            return;
        foreach (var (what, theirs, ours) in Differences(libpq, dialtone, one))
        {
            if (DeliberateDifference.Find(what, theirs, ours, dialtone.Problems) is { } row)
                Used.TryAdd(row, one.Name);
            else
                Disagreements.Add(
                    $"{what}: libpq \"{theirs}\", Dialtone \"{ours}\" in {one}\n    libpq 18: {libpq.Describe()}\n    libpq 15: {older.Describe()}"
                );
        }
    }

    static bool OpenSslDecides(Verdict libpq, Verdict older) =>
        libpq.Describe() != older.Describe() && (libpq.HasRefusedCertificate || older.HasRefusedCertificate);

    static IEnumerable<(string What, string Libpq, string Dialtone)> Differences(Verdict libpq, Verdict dialtone, DifferentialCase one)
    {
        if (one.IsByChance)
            yield break;
        if (libpq.IsConnected != dialtone.IsConnected)
        {
            yield return ("verdict", libpq.Describe(), dialtone.Describe());
            yield break;
        }
        if (libpq.Session is { } theirs && dialtone.Session is { } ours)
        {
            for (var column = 0; column < Verdict.Columns.Count; column++)
            {
                if (theirs[column] != ours[column])
                    yield return (Verdict.Columns[column], theirs[column], ours[column]);
            }
        }
        if (libpq.Connections != dialtone.Connections)
            yield return ("connections", libpq.Connections, dialtone.Connections);
        var text = string.Join('\n', dialtone.Problems);
        foreach (var problem in libpq.Problems.Where(problem => !text.Contains(problem, StringComparison.OrdinalIgnoreCase)))
            yield return ("words", problem, text);
    }
}
