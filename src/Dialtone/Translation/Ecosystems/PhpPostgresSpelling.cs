using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>PHP's PDO over libpq. A semicolon anywhere in the source becomes a blank, so that values with one cannot be written there.</summary>
sealed class PhpPostgresSpelling() : LibpqSpelling("php-pdo", "PDO, PostgreSQL (PHP)")
{
    public override bool Recognizes(string text) =>
        text.Contains("PDO(", StringComparison.Ordinal) && text.Contains("pgsql:", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        var php = CodeLanguage.Php;
        foreach (var parameter in draft.Parameters)
            if (parameter.Keyword is not ("user" or "password") && parameter.Reveal().Contains(';'))
                draft.Lose(parameter.Keyword, "PDO makes a blank of every semicolon");
        var user = draft.Take("user");
        var password = draft.Take("password");
        var source = php.Quote($"pgsql:{LibpqKeywordsSpelling.Text(TakeAll(draft))}");
        List<string> arguments = [source];
        if (user is not null || password is not null)
            arguments.Add(user is null ? "null" : php.Quote(user));
        if (password is not null)
            arguments.Add(php.Quote(password));
        return CodeBlock.Of("$pdo = new PDO(", arguments, ");", trailing: "");
    }

    public override Target Read(string text, Reading reading)
    {
        var call =
            CodeParser.Parse(CodeLanguage.Php, text).Call("PDO")
            ?? throw Reading.Wrong("there is no new PDO(…) in the code", "give the code that connects");
        var arguments = call.Positional.Select(node => node.Scalar).ToList();
        var source = (arguments.ElementAtOrDefault(0) ?? "").Replace("pgsql:", "", StringComparison.Ordinal);
        ReadTarget(source.Replace(';', ' '), reading);
        foreach (var (index, keyword) in (ReadOnlySpan<(int, string)>)[(1, "user"), (2, "password")])
            if (call.Positional.ElementAtOrDefault(index) is { Kind: CodeNodeKind.Text } node)
                reading.Set(keyword, node.Text);
        return reading.ToTarget();
    }
}
