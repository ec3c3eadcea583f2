using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Draws cases from the cross product of the facets.</summary>
sealed class CaseGenerator(PostgresRelease release, CaseFiles files, CasePorts ports)
{
    // What a server on OpenSSL 3 refuses to present.
    static readonly ServerCertificate[] TooWeak = [ServerCertificate.Sha1Signed, ServerCertificate.WeakKey];

    // The order matters: a later facet may look at what an earlier one did.
    readonly Facet[] facets =
    [
        .. ServerFacets.For(Enum.GetValues<ServerCertificate>().Where(kind => release == PostgresRelease.V18 || !TooWeak.Contains(kind))),
        .. HostFacets.All,
        .. ClientFacets.All,
        .. SessionFacets.All,
        CaseWriter.Facet,
    ];

    /// <summary>Cases in which every choice of every facet comes up in turn, beside another unusual choice, the rest drawn by weight.</summary>
    public IEnumerable<DifferentialCase> Sample(int count, int seed)
    {
        var random = new Random(seed);
        (int Facet, int Choice)[] unusual = [.. Unusual()];
        random.Shuffle(unusual);
        for (var index = 0; index < count; index++)
        {
            var one = unusual[index % unusual.Length];
            yield return index % 2 == 0 ? Make(random, one) : Make(random, one, unusual[random.Next(unusual.Length)]);
        }
    }

    /// <summary>Every pair of choices of every two facets, the rest drawn by weight.</summary>
    public IEnumerable<DifferentialCase> All(int seed)
    {
        var random = new Random(seed);
        (int Facet, int Choice)[] unusual = [.. Unusual()];
        return from one in unusual from other in unusual where one.Facet < other.Facet select Make(random, one, other);
    }

    IEnumerable<(int, int)> Unusual() =>
        from facet in Enumerable.Range(0, facets.Length)
        from choice in Enumerable.Range(1, facets[facet].Choices.Count - 1)
        select (facet, choice);

    DifferentialCase Make(Random random, params ReadOnlySpan<(int Facet, int Choice)> demanded)
    {
        var draft = new CaseDraft(new(random.Next()), files, ports);
        var words = new List<string> { $"{(int)release}" };
        for (var index = 0; index < facets.Length; index++)
        {
            if (index == facets.Length - 1)
                draft.WriteHosts();
            var facet = facets[index];
            var choice = Draw(facet, random);
            foreach (var demand in demanded)
            {
                if (demand.Facet == index)
                    choice = facet.Choices[demand.Choice];
            }
            choice.Apply(draft);
            if (choice.Label.Length > 0)
                words.Add($"{facet.Name}={choice.Label}");
        }
        draft.Environment["HOME"] = draft.Home;
        return new(string.Join(" · ", words), draft.Target, draft.Environment, draft.Certificate);
    }

    static Choice Draw(Facet facet, Random random)
    {
        var at = random.Next(facet.Choices.Sum(choice => choice.Weight));
        return facet.Choices.First(choice => (at -= choice.Weight) < 0);
    }
}
