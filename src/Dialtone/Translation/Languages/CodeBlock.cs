namespace Dialtone.Translation.Languages;

/// <summary>Entries of a dictionary, an object or a call, one a line.</summary>
static class CodeBlock
{
    /// <summary>Lines between brackets; nothing between them if there is no entry.</summary>
    /// <param name="open">The opening bracket with what stands before it.</param>
    /// <param name="lines">The entries, without commas; each may have several lines.</param>
    /// <param name="close">The closing bracket.</param>
    /// <param name="trailing">What stands after the last entry: Python, JavaScript and PHP allow a comma, R does not.</param>
    public static string Of(string open, IEnumerable<string> lines, string close, string trailing = ",")
    {
        var entries = lines.ToList();
        return entries.Count == 0 ? open + close : $"{open}\n{string.Join(",\n", entries.Select(Indent))}{trailing}\n{close}";
    }

    static string Indent(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
