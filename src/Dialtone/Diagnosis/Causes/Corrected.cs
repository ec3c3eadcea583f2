using System.Text;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Writes the target anew with other values, ready to be pasted; never with a secret.</summary>
static class Corrected
{
    /// <summary>The target as a command that tries it.</summary>
    /// <param name="file">The case.</param>
    /// <param name="changes">The keywords that change; <see langword="null"/> takes one away.</param>
    public static string Command(CaseFile file, params (string Keyword, string? Value)[] changes) =>
        $"dialtone doctor {ShellWord(Target(file, changes))}";

    /// <summary>A word as a POSIX shell takes it for one.</summary>
    public static string ShellWord(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    static string Target(CaseFile file, (string Keyword, string? Value)[] changes)
    {
        var values = new List<(string Keyword, string Value)>();
        foreach (var parameter in file.Resolved?.Parameters ?? file.Parsed?.Explicit ?? ParameterSet.Empty)
        {
            var isAsked = parameter.Source is ParameterSource.TargetText or ParameterSource.Argument or ParameterSource.ServiceFile;
            if (isAsked && !parameter.Definition.IsSecret && !Array.Exists(changes, change => change.Keyword == parameter.Keyword))
            {
                values.Add((parameter.Keyword, parameter.DisplayValue));
            }
        }

        foreach (var (keyword, value) in changes)
        {
            if (value is not null)
            {
                values.Add((keyword, value));
            }
        }

        return file.MySql is not null
            ? MySqlUrl(file, values)
            : string.Join(' ', values.Select(pair => $"{pair.Keyword}={Quote(pair.Value)}"));
    }

    static string MySqlUrl(CaseFile file, List<(string Keyword, string Value)> values)
    {
        var host = file.Resolved!.Hosts[0];
        var rest = values.Where(pair => pair.Keyword is not ("host" or "port" or "user" or "database"));
        var url = new StringBuilder("mysql://").Append(Uri.EscapeDataString(file.Shown("user"))).Append('@');
        _ = url.Append(host.Host).Append(':').Append(host.Port).Append('/').Append(file.Shown("database"));
        return url.Append('?')
            .AppendJoin(
                '&',
                rest.Select(pair => $"{pair.Keyword}={Uri.EscapeDataString(pair.Value).Replace("%2F", "/", StringComparison.Ordinal)}")
            )
            .ToString()
            .TrimEnd('?');
    }

    // libpq's quoting of a value in a keyword/value string.
    static string Quote(string value) =>
        value.Length > 0 && !value.AsSpan().ContainsAny(" '\\\t\n")
            ? value
            : $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
