using System.Text.RegularExpressions;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary><c>DATABASE_URL="…"</c>. Everything that a shell or a variable's expansion would touch is percent-encoded.</summary>
sealed partial class DotenvSpelling(string dialect) : Spelling("dotenv", dialect, ".env with DATABASE_URL")
{
    public override bool IsLibpq => !IsMySql;

    public override bool Recognizes(string text) =>
        Assignment().Match(text) is { Success: true } match
        && match.Groups[1].Value.StartsWith("mysql", StringComparison.Ordinal) == IsMySql
        && !PrismaSpelling.IsFor(text);

    public override string Write(Draft draft)
    {
        if (!IsMySql && draft.Tls.Mode is "sslmode=prefer" or "sslmode=require" or "sslmode=verify-ca")
            draft.Warn(
                "sslmode",
                $"{draft.Tls.Mode}: programs that read the URL with Node's pg take it for verify-full, unless uselibpqcompat=true is added"
            );
        var url = IsMySql ? MySqlUrlText.Write(draft) : LibpqUriText.Write(draft.TakeAll());
        return $"DATABASE_URL=\"{url}\"";
    }

    public override Target Read(string text, Reading reading)
    {
        var url = FindUrl(text);
        if (!IsMySql)
            return Target.Parse(url, []);
        MySqlUrlText.Read(url, reading);
        return reading.ToTarget();
    }

    /// <summary>The value of the variable.</summary>
    public static string FindUrl(string text) =>
        Shell
            .Split(text)
            .SelectMany(words => words)
            .FirstOrDefault(word => word.StartsWith("DATABASE_URL=", StringComparison.Ordinal))
            ?["DATABASE_URL=".Length..]
        ?? throw Reading.Wrong("there is no DATABASE_URL in the text", "write DATABASE_URL=\"…\"");

    [GeneratedRegex("^\\s*(?:export\\s+)?DATABASE_URL=[\"']?([a-z+0-9]+):", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
