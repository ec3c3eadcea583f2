using System.Text.RegularExpressions;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary><c>export PGHOST=…</c>.</summary>
sealed partial class LibpqEnvironmentSpelling() : LibpqSpelling("env", "libpq environment variables")
{
    public override bool Recognizes(string text) => Assignment().IsMatch(text);

    public override string Write(Draft draft)
    {
        foreach (var parameter in draft.Parameters)
            if (!Shell.CanQuote(parameter.Reveal()))
                draft.Lose(parameter.Keyword, "it holds a control character, which a shell's command line should not");
        return string.Join('\n', Variables(draft).Select(pair => $"export {pair.Name}={Shell.Quote(pair.Value)}"));
    }

    /// <summary>The variable of each parameter that has one.</summary>
    public static List<(string Name, string Value)> Variables(Draft draft)
    {
        foreach (var row in PostgresKeywords.Table.Rows.Where(row => row.EnvironmentName is null))
            draft.Lose(row.Keyword, "libpq has no environment variable for it");
        return [.. TakeAll(draft).Select(pair => (VariableOf(pair.Keyword), pair.Value))];
    }

    /// <summary>Stores what variables say.</summary>
    public static void ReadVariables(IEnumerable<(string Name, string Value)> variables, Reading reading)
    {
        foreach (var (name, value) in variables)
        {
            if (PostgresKeywords.Table.Rows.FirstOrDefault(row => row.EnvironmentName == name) is { } row)
                reading.Set(row.Keyword, value);
            else
                reading.Ignore(name);
        }
    }

    public override Target Read(string text, Reading reading)
    {
        var words = Shell.Split(text).SelectMany(command => command).Where(word => word is not ("export" or "set"));
        ReadVariables(words.Select(word => word.Split('=', 2)).Select(parts => (parts[0], parts.ElementAtOrDefault(1) ?? "")), reading);
        return reading.ToTarget();
    }

    static string VariableOf(string keyword) => PostgresKeywords.Table[keyword].EnvironmentName!;

    [GeneratedRegex(@"\A\s*(#.*\s*)*(export\s+)?PG[A-Z_]+=")]
    private static partial Regex Assignment();
}
