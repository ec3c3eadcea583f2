using System.Data.Common;

namespace Dialtone.Translation;

/// <summary>Connection strings of ADO.NET: <c>Key=Value;Key="a; value"</c>.</summary>
static class DriverString
{
    // DbConnectionStringBuilder leaves a line end at the end of a value unquoted, and drops it when reading.
    public static string Write(IEnumerable<(string Name, string Value)> pairs) =>
        string.Join(';', pairs.Select(pair => $"{pair.Name}={Quote(pair.Value)}"));

    static string Quote(string value) =>
        value.Length > 0
        && value.All(character => char.IsAsciiLetterOrDigit(character) || "_-./:@+,".Contains(character, StringComparison.Ordinal))
            ? value
            : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The pairs; names in lower case without blanks, as drivers compare them.</summary>
    /// <exception cref="Errors.DatabaseException">It is no connection string.</exception>
    public static List<(string Name, string Value)> Read(string text)
    {
        var builder = new DbConnectionStringBuilder();
        try
        {
            builder.ConnectionString = text;
        }
        catch (ArgumentException)
        {
            throw Reading.Wrong(
                "this is no connection string of .NET",
                "write it as Host=…;Username=…; a value with \";\" goes into quotes"
            );
        }
        return
        [
            .. builder
                .Keys.Cast<string>()
                .Select(key => (Normalized(key), Convert.ToString(builder[key], System.Globalization.CultureInfo.InvariantCulture) ?? "")),
        ];
    }

    public static string Normalized(string name) => name.Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Whether a text is such a string and has one of these names.</summary>
    public static bool Has(string text, params string[] names)
    {
        if (!text.Contains(';') || text.Contains('(') || text.Contains("://", StringComparison.Ordinal))
            return false;
        var found = text.Split(';').Select(pair => Normalized(pair.Split('=')[0].Trim()));
        return found.Any(name => Array.Exists(names, known => Normalized(known) == name));
    }
}
