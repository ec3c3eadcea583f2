namespace Dialtone.Shell.Backslash;

/// <summary>How far a mistyped word is from one that exists.</summary>
static class EditDistance
{
    /// <summary>Levenshtein's distance; words are short.</summary>
    public static int Between(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, 1 + Math.Min(diagonal, row[j - 1]));
            }
        }

        return row[^1];
    }
}
