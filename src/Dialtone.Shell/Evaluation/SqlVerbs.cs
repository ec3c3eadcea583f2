using System.Collections.Frozen;
using Dialtone.Shell.Backslash;

namespace Dialtone.Shell.Evaluation;

/// <summary>The words with which a statement of PostgreSQL, MySQL, MariaDB or SQLite can begin.</summary>
static class SqlVerbs
{
    static readonly FrozenSet<string> Verbs = Set(
        """
        abort alter analyse analyze attach begin binlog cache call change check checkpoint checksum close cluster comment commit copy create deallocate
        declare delete desc describe detach discard do drop end execute exec explain export fetch flush from get grant handler help import insert install kill listen
        load lock merge move notify optimize pragma prepare purge reassign refresh reindex release rename repair replace reset resignal revoke
        rollback savepoint security select set show shutdown signal start stop table truncate uninstall unlisten unlock update upsert use vacuum
        values with xa
        """
    );

    // What gives rows that a variable can hold.
    static readonly FrozenSet<string> Queries = Set(
        "select with values table show explain describe desc insert update delete merge pragma call execute fetch"
    );

    // C# has a statement of that name too; every other verb is a name, which means C# only where something has that name.
    static readonly FrozenSet<string> Keywords = Set("checked do fixed lock");

    public static bool Contains(ReadOnlySpan<char> word) => Is(Verbs, word);

    public static bool IsQuery(ReadOnlySpan<char> word) => Is(Queries, word);

    public static bool IsKeywordOfCSharp(ReadOnlySpan<char> word) => Keywords.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>The verb that a word may have been meant for; <see langword="null"/> if none is near.</summary>
    public static string? Near(string word) =>
        word.Length < 4 || Contains(word)
            ? null
            : Verbs.Where(verb => EditDistance.Between(word.ToLowerInvariant(), verb) == 1).Order(StringComparer.Ordinal).FirstOrDefault();

    static bool Is(FrozenSet<string> set, ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[Math.Min(word.Length, 16)];
        return word.Length <= lower.Length && set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(lower[..word.ToLowerInvariant(lower)]);
    }

    static FrozenSet<string> Set(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
