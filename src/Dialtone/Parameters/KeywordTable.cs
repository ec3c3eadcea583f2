using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>The keywords of a dialect, and what people write instead of them.</summary>
/// <param name="rows">One row for each keyword, in the order in which they are shown.</param>
/// <param name="misspellings">Spellings of other ecosystems, without case and punctuation, and the keyword that is meant.</param>
sealed class KeywordTable(ImmutableArray<ParameterDefinition> rows, ImmutableArray<(string Wrong, string Right)> misspellings)
{
    public ImmutableArray<ParameterDefinition> Rows { get; } = rows;

    /// <summary>A row that is known to exist.</summary>
    public ParameterDefinition this[string keyword] =>
        Find(keyword) ?? throw new ArgumentException($"The table has no keyword {keyword}.", nameof(keyword));

    /// <summary>The row of a keyword or of one of its synonyms, by exact case.</summary>
    public ParameterDefinition? Find(string keyword)
    {
        foreach (var row in Rows)
            if (row.Keyword == keyword || row.Synonyms.Contains(keyword))
                return row;
        return null;
    }

    /// <summary>The keyword that was probably meant, or <see langword="null"/>.</summary>
    public string? Suggest(string word)
    {
        if (word.Length > NearestWord.LongestWord)
            return null;
        var bare = NearestWord.Bare(word);
        foreach (var (wrong, right) in misspellings)
            if (wrong == bare)
                return right;
        return NearestWord.Find(word, Rows.Select(row => row.Keyword));
    }

    /// <summary>Whether a word is a keyword or a slip of the pen for one, and so hardly a piece of a password.</summary>
    public bool IsNear(string word) => Find(word) is not null || Suggest(word) is not null;
}
