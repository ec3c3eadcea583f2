namespace Dialtone.Sql;

/// <summary>Why a statement and its values do not fit together. It names binds and holes, never values.</summary>
/// <param name="Missing">Binds of the statement without a value.</param>
/// <param name="Unused">Names of values that the statement has no bind for.</param>
/// <param name="Duplicates">Names that were given more than one value.</param>
/// <param name="Refusals">Whole sentences about what cannot be bound.</param>
sealed record BindProblem(
    IReadOnlyList<string> Missing,
    IReadOnlyList<string> Unused,
    IReadOnlyList<string> Duplicates,
    IReadOnlyList<string> Refusals
)
{
    /// <summary>All of it in one text.</summary>
    public string Describe()
    {
        var parts = new List<string>(Refusals);
        if (Missing.Count > 0)
        {
            parts.Add($"no value for {Binds(Missing)} · give one for each, or write \\: for a colon that is not a bind");
        }
        if (Unused.Count > 0)
        {
            parts.Add($"the statement has no {Binds(Unused)} · a bind is :name outside quotes and comments");
        }
        if (Duplicates.Count > 0)
        {
            parts.Add($"more than one value for {Binds(Duplicates)} · give each name once");
        }
        return string.Join("; ", parts);
    }

    static string Binds(IReadOnlyList<string> names) => string.Join(", ", names.Select(static name => ":" + name));
}
