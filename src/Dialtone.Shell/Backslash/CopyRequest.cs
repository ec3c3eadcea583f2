using System.Text.RegularExpressions;

namespace Dialtone.Shell.Backslash;

/// <summary>Where the rows of a <c>\copy</c> are on this side.</summary>
enum CopyPlace
{
    File,
    Program,
    Terminal,
}

/// <summary>A <c>\copy</c> taken apart: what goes to the server, and what stays here.</summary>
sealed partial record CopyRequest
{
    /// <summary>The table or the query.</summary>
    public required string Subject { get; init; }

    /// <summary>Whether rows go to the server.</summary>
    public required bool IsImport { get; init; }

    public required CopyPlace Kind { get; init; }

    /// <summary>The file's name or the program's command line.</summary>
    public required string Name { get; init; }

    public required string Options { get; init; }

    public bool IsCsv => CsvWord().IsMatch(Options);

    public bool IsBinary => BinaryWord().IsMatch(Options);

    public bool HasHeader => HeaderWord().IsMatch(Options) && !NoHeaderWord().IsMatch(Options);

    /// <summary>Takes the command's text apart.</summary>
    /// <exception cref="ShellCommandException">It is not a \copy.</exception>
    public static CopyRequest Parse(string text)
    {
        var match = Whole().Match(text.TrimEnd().TrimEnd(';'));
        if (!match.Success)
        {
            throw new ShellCommandException(
                $"\\copy: parse error at \"{text}\"; write TABLE or (QUERY), then from or to, then a file, stdin or stdout"
            );
        }

        var place = match.Groups["place"].Value;
        var isQuoted = place.StartsWith('\'');
        var name = isQuoted ? place[1..^1].Replace("''", "'", StringComparison.Ordinal) : place;
        var isTerminal =
            !isQuoted && !match.Groups["program"].Success && name.ToLowerInvariant() is "stdin" or "stdout" or "pstdin" or "pstdout";
        return new()
        {
            Subject = match.Groups["subject"].Value.Trim(),
            IsImport = match.Groups["direction"].Value.Equals("from", StringComparison.OrdinalIgnoreCase),
            Kind =
                match.Groups["program"].Success ? CopyPlace.Program
                : isTerminal ? CopyPlace.Terminal
                : CopyPlace.File,
            Name = name,
            Options = match.Groups["options"].Value.Trim(),
        };
    }

    /// <summary>The statement for the server.</summary>
    public string Statement(string place) => $"copy {Subject} {(IsImport ? "from" : "to")} {place} {Options}".TrimEnd();

    // The subject is a name with or without a list of columns, or a query in parentheses, whose own "from" does not count.
    [GeneratedRegex(
        """
            ^\s*(?<subject>(?:\((?>[^()']+|'(?:[^']|'')*'|(?<open>\()|(?<-open>\)))*(?(open)(?!))\)|(?:"(?:[^"]|"")*"|[^\s("])+)\s*(?:\([^)]*\))?)
            \s*\b(?<direction>from|to)\s+(?<program>program\s+)?(?<place>'(?:[^']|'')*'|\S+)(?<options>.*)$
            """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Whole();

    [GeneratedRegex("""\bcsv\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CsvWord();

    [GeneratedRegex("""\bbinary\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BinaryWord();

    [GeneratedRegex("""\bheader\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HeaderWord();

    [GeneratedRegex("""\bheader\s+(false|off|0)\b""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NoHeaderWord();
}
