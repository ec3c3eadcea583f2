namespace Dialtone.Parameters;

/// <summary>Finds the word that was probably meant.</summary>
static class NearestWord
{
    /// <summary>Longer words are not compared: they are no slip of the pen, and comparing is quadratic.</summary>
    public const int LongestWord = 64;

    /// <summary>The nearest candidate within a third of the word's length, or <see langword="null"/>.</summary>
    public static string? Find(string word, IEnumerable<string> candidates)
    {
        var bare = Bare(word);
        if (bare.Length < 2 || word.Length > LongestWord)
            return null;
        string? nearest = null;
        var limit = Math.Max(1, bare.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            var distance = Distance(bare, Bare(candidate));
            if (distance < limit)
                (limit, nearest) = (distance, candidate);
        }
        return nearest;
    }

    /// <summary>A word in lower case without punctuation: <c>SSL Mode</c>, <c>ssl-mode</c> and <c>sslmode</c> are the same.</summary>
    public static string Bare(string word) =>
        string.Create(
            word.Count(char.IsAsciiLetterOrDigit),
            word,
            static (target, text) =>
            {
                var length = 0;
                foreach (var character in text)
                    if (char.IsAsciiLetterOrDigit(character))
                        target[length++] = char.ToLowerInvariant(character);
            }
        );

    // Optimal string alignment: insert, delete, replace and swap of neighbours cost one each.
    static int Distance(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (right.Length > LongestWord)
            return int.MaxValue;
        Span<int> beforePrevious = stackalloc int[right.Length + 1];
        Span<int> previous = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
            previous[column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replace = previous[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                var best = Math.Min(replace, Math.Min(previous[column], current[column - 1]) + 1);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                    best = Math.Min(best, beforePrevious[column - 2] + 1);
                current[column] = best;
            }
            var oldest = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = oldest;
        }
        return previous[right.Length];
    }
}
