using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>What a spelling reads: parameters of the dialect, and what it could not carry over.</summary>
sealed class Reading(string dialect)
{
    readonly ParameterSetBuilder builder = new(TableOf(dialect), new ParameterSource.TargetText());

    public List<TranslationWarning> Warnings { get; } = [];

    /// <summary>Stores a value unless it is empty.</summary>
    public void Set(string keyword, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        TargetGrammar.RefuseNul(value);
        builder.Set(keyword, value);
    }

    /// <summary>Whether the dialect has the keyword; then it is stored.</summary>
    public bool TrySet(string keyword, string value)
    {
        if (builder.Table.Find(keyword) is not { } definition)
            return false;
        Set(definition.Keyword, value);
        return true;
    }

    public bool Has(string keyword) => builder.Has(keyword);

    /// <summary>Says that a setting of the ecosystem cannot be carried over. The value may be a secret and is not repeated.</summary>
    public void Ignore(string name) => Warn(null, $"{Shortened(name)} of the source has no counterpart and is left out");

    public void Warn(string? keyword, string text) => Warnings.Add(new(keyword, text));

    /// <summary>Stores several hosts as libpq lists them.</summary>
    public void SetHosts(IReadOnlyList<HostEntry> hosts)
    {
        Set(
            dialect == "mysql" && hosts is [{ IsSocket: true }] ? "unix_socket" : "host",
            string.Join(',', hosts.Select(host => host.Name))
        );
        if (hosts.Any(host => host.Port is not null))
            Set("port", string.Join(',', hosts.Select(host => host.Port)));
    }

    /// <summary>The target.</summary>
    public Target ToTarget() =>
        dialect == "mysql"
            ? new Target.MySql { Syntax = TargetSyntax.KeywordValue, Explicit = builder.ToSet() }
            : new Target.Postgres { Syntax = TargetSyntax.KeywordValue, Explicit = builder.ToSet() };

    /// <summary>The text does not hold what it should.</summary>
    public static Errors.DatabaseException Wrong(string what, string fix) => ParameterErrors.Parse(what, fix);

    static KeywordTable TableOf(string dialect) => dialect == "mysql" ? MySqlKeywords.Table : PostgresKeywords.Table;

    // A name may be a piece of a password that was not quoted.
    static string Shortened(string name) =>
        name.Length <= NearestWord.LongestWord
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is ' ' or '_' or '-' or '.')
            ? $"\"{name}\""
            : "a setting";
}
