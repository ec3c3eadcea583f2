using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Where a case's parameters are written: in the target, in the environment, in a service file.</summary>
static class CaseWriter
{
    const string Decoy = "bogus";

    // A decoy in a place that loses must change nothing; these are looked at before anything is decided.
    static readonly string[] Undecoyed = ["service", "passfile", "password", "port", "host", "hostaddr"];

    public static Facet Facet { get; } =
        new(
            "written",
            new("", static draft => draft.Target = KeywordValue(draft.Parameters)) { Weight = 8 },
            new("uri", static draft => draft.Target = Uri(draft)) { Weight = 4 },
            new("environment", static draft => Environment(draft, static _ => true)) { Weight = 3 },
            new("service", static draft => Service(draft, static _ => true, inEnvironment: false)) { Weight = 2 },
            new("PGSERVICE", static draft => Service(draft, static _ => true, inEnvironment: true)),
            new("some in environment", static draft => Environment(draft, _ => draft.Random.Next(2) == 0)) { Weight = 2 },
            new("some in service", static draft => Service(draft, _ => draft.Random.Next(2) == 0, inEnvironment: false)) { Weight = 2 },
            new("decoys", Decoys) { Weight = 2 }
        );

    static string KeywordValue(IEnumerable<KeyValuePair<string, string>> parameters) =>
        string.Join(' ', parameters.Select(pair => $"{pair.Key}={Quote(pair.Value)}"));

    static string Quote(string value) =>
        value.Length > 0
        && value.All(character => char.IsAsciiLetterOrDigit(character) || "/.-_,:".Contains(character, StringComparison.Ordinal))
            ? value
            : $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";

    static string Uri(CaseDraft draft)
    {
        var parameters = new Dictionary<string, string>(draft.Parameters);
        var user = Take("user");
        var password = Take("password");
        var login = (user, password) switch
        {
            (null, _) => "",
            (_, null) => $"{user}@",
            _ => $"{user}:{password}@",
        };
        var database = Take("dbname");
        var query = string.Join('&', parameters.Select(pair => $"{pair.Key}={System.Uri.EscapeDataString(pair.Value)}"));
        return $"postgresql://{login}/{database}?{query}";

        string? Take(string keyword) =>
            parameters.Remove(keyword, out var value) && value.Length > 0 ? System.Uri.EscapeDataString(value) : null;
    }

    static void Environment(CaseDraft draft, Predicate<string> moves)
    {
        var stay = new List<KeyValuePair<string, string>>();
        foreach (var (keyword, value) in draft.Parameters)
        {
            if (VariableOf(keyword) is { } variable && moves(keyword))
                draft.Environment[variable] = value;
            else
                stay.Add(new(keyword, value));
        }
        draft.Target = KeywordValue(stay);
    }

    static void Service(CaseDraft draft, Predicate<string> moves, bool inEnvironment)
    {
        // What a line of the file cannot say stays.
        var moved = draft
            .Parameters.Where(pair => pair.Value.Length > 0 && pair.Value.Trim() == pair.Value && moves(pair.Key))
            .ToDictionary();
        var lines = moved.Select(pair => $"{pair.Key}={pair.Value}\n");
        draft.Environment["PGSERVICEFILE"] = draft.Files.ServiceFile(
            $"# made by a test\n[other]\nport=1\n[it]\n{string.Concat(lines)}[next]\nuser=x\n"
        );
        var stay = draft.Parameters.Where(pair => !moved.ContainsKey(pair.Key));
        if (inEnvironment)
            draft.Environment["PGSERVICE"] = "it";
        draft.Target = KeywordValue(inEnvironment ? stay : stay.Prepend(new("service", "it")));
    }

    static void Decoys(CaseDraft draft)
    {
        foreach (var keyword in draft.Parameters.Keys.Except(Undecoyed))
        {
            if (VariableOf(keyword) is { } variable && draft.Random.Next(3) > 0)
                draft.Environment[variable] = Decoy;
        }
        draft.Target = KeywordValue(draft.Parameters);
    }

    static string? VariableOf(string keyword) => PostgresKeywords.Table.Find(keyword) is { EnvironmentName: { } name } ? name : null;
}
