using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>A spelling with libpq behind it: every parameter has its own name and its own meaning.</summary>
abstract class LibpqSpelling(string name, string title) : Spelling(name, "postgresql", title)
{
    public override bool IsLibpq => true;

    /// <summary>Every parameter, with a word about those that only newer libraries know.</summary>
    protected static List<(string Keyword, string Value)> TakeAll(Draft draft)
    {
        foreach (var (keyword, release) in LibpqReleases)
            if (draft.Has(keyword))
                draft.Warn(keyword, $"{keyword} needs libpq {release} or newer");
        if (draft.Tls.UsesSystemRoots)
            draft.Warn("sslrootcert", "sslrootcert=system needs libpq 16 or newer; older ones look for a file of that name");
        var pairs = draft.TakeAll();
        // Without its root certificate, require would verify nothing.
        if (draft.Tls is { Mode: "sslmode=require", VerifiesChain: true } && !pairs.Exists(pair => pair.Keyword == "sslrootcert"))
        {
            draft.Warn("sslmode", "sslmode is written as verify-ca: without sslrootcert, require would verify nothing");
            return [.. pairs.Select(pair => pair.Keyword == "sslmode" ? (pair.Keyword, "verify-ca") : pair)];
        }
        return pairs;
    }

    static readonly (string Keyword, int Release)[] LibpqReleases =
    [
        ("require_auth", 16),
        ("load_balance_hosts", 16),
        ("sslcertmode", 16),
        ("gssdelegation", 16),
        ("sslnegotiation", 17),
        ("min_protocol_version", 18),
        ("max_protocol_version", 18),
        ("scram_client_key", 18),
        ("scram_server_key", 18),
        ("oauth_issuer", 18),
        ("oauth_client_id", 18),
        ("oauth_client_secret", 18),
        ("oauth_scope", 18),
        ("sslkeylogfile", 18),
    ];

    /// <summary>Stores keyword arguments, such as those of psycopg2 and of pg in Ruby.</summary>
    protected static void ReadPairs(IEnumerable<(string Keyword, string Value)> pairs, Reading reading)
    {
        foreach (var (keyword, value) in pairs)
            if (!reading.TrySet(keyword, value))
                reading.Ignore(keyword);
    }

    /// <summary>Stores the parameters of a target of libpq's.</summary>
    protected static void ReadTarget(string text, Reading reading)
    {
        foreach (var parameter in Target.Parse(text, []).Explicit)
            reading.Set(parameter.Keyword, parameter.Reveal());
    }
}
