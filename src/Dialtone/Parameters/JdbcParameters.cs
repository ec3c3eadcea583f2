using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>A driver's JDBC parameters and what they are in the dialect's keywords.</summary>
/// <param name="rows">The parameter, the keyword, and how the value is translated; a translation to nothing refuses the value.</param>
sealed class JdbcParameters(ImmutableArray<(string Name, string Keyword, Func<string, string?>? Convert)> rows)
{
    /// <summary>Whether a parameter has a counterpart.</summary>
    public bool Knows(string name) => rows.Any(row => row.Name == name);

    /// <summary>Stores the query in the order in which it was written.</summary>
    /// <exception cref="Errors.DatabaseException">A parameter is unknown, or its value has no counterpart.</exception>
    public void Store(JdbcUrl url, ParameterSetBuilder builder)
    {
        // An "&" in a password that was not escaped ends it, and the rest of it becomes a key.
        var mayBePassword = url.HasStrayAt || url.Query.Any(pair => pair.Value.Contains('@'));
        foreach (var (key, value) in url.Query)
        {
            var row = rows.FirstOrDefault(row => row.Name == key);
            if (row.Name is null)
            {
                var nearest = NearestWord.Find(key, rows.Select(known => known.Name));
                throw ParameterErrors.Parse(
                    mayBePassword && nearest is null
                        ? "unknown JDBC parameter, which may be a piece of a password"
                        : $"unknown JDBC parameter \"{key}\"",
                    nearest is null ? "write an \"&\" inside a value as %26" : $"did you mean \"{nearest}\"?"
                );
            }
            var translated = row.Convert is null ? value : row.Convert(value);
            if (translated is null)
                throw ParameterErrors.Parse($"the value of JDBC parameter \"{key}\" has no counterpart here");
            if (translated.Length > 0)
                builder.Set(row.Keyword, translated);
            mayBePassword |= builder.Table[row.Keyword].IsSecret;
        }
    }

    /// <summary>A Boolean as JDBC drivers read it; a parameter without a value is set.</summary>
    public static bool IsTrue(string value) => value.Length == 0 || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    /// <summary>Milliseconds as whole seconds, rounded up so that a time limit never becomes none.</summary>
    public static string? Seconds(string milliseconds) =>
        int.TryParse(milliseconds, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= 0
            ? ((value + 999L) / 1000).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;
}
