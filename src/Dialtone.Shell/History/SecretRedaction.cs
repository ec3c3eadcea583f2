using System.Text;
using System.Text.RegularExpressions;
using Dialtone.Sql;

namespace Dialtone.Shell.History;

/// <summary>Takes secrets out of an input before anything keeps it.</summary>
/// <remarks>What looks like a secret is hidden, if need be too much of it: a history that lacks a literal is no loss.</remarks>
static partial class SecretRedaction
{
    const string Hidden = "***";

    // Words after which a literal is a secret, in whatever statement.
    static readonly HashSet<string> SecretWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "password",
        "passwd",
        "pwd",
        "identified",
        "secret",
        "token",
        "apikey",
        "api_key",
        "secret_key",
        "access_key",
        "private_key",
        "passphrase",
        "sslpassword",
        "old_password",
    };

    // Functions whose every literal argument is hidden.
    static readonly HashSet<string> SecretFunctions = new(StringComparer.OrdinalIgnoreCase)
    {
        "crypt",
        "hmac",
        "encrypt",
        "decrypt",
        "encrypt_iv",
        "decrypt_iv",
        "aes_encrypt",
        "aes_decrypt",
        "old_password",
        "password",
        "dblink_connect",
        "dblink",
        "dblink_exec",
    };

    /// <summary>The text with <c>***</c> for every secret.</summary>
    public static string Redact(Engine engine, string text)
    {
        var hidden = PemBlock().Replace(text, Hidden);
        hidden = HideLiterals(engine, hidden);
        hidden = UrlPassword().Replace(hidden, match => match.Groups[1].Value + Hidden + "@");
        hidden = KeyValue().Replace(hidden, match => match.Groups[1].Value + Hidden);
        hidden = WellKnownToken().Replace(hidden, Hidden);
        return PasswordCommand().Replace(hidden, match => match.Groups[1].Value + Hidden);
    }

    static string HideLiterals(Engine engine, string text)
    {
        var tokens = engine.Tokenize(text);
        var result = new StringBuilder(text.Length);
        var functions = new Stack<bool>();
        var previous = "";
        var isSecret = false;
        foreach (var token in tokens)
        {
            var word = text.Substring(token.Start, token.Length);
            if (token.IsBlank)
            {
                // A comment can hold anything; what it says is kept unless it names a secret.
                result.Append(word);
                continue;
            }

            var isLiteral = token.Kind is SqlTokenKind.Text or SqlTokenKind.DollarString or SqlTokenKind.ConditionalComment;
            var isQuotedSecret = token.Kind == SqlTokenKind.QuotedIdentifier && isSecret && previous is not ".";
            if ((isLiteral || isQuotedSecret) && (isSecret || functions.Contains(true)))
            {
                result.Append(LiteralOf(word));
            }
            else
            {
                result.Append(word);
                switch (word)
                {
                    case "(":
                        functions.Push(IsSecretFunction(previous));
                        break;
                    case ")":
                        functions.TryPop(out _);
                        break;
                    case ";":
                        functions.Clear();
                        isSecret = false;
                        break;
                }

                isSecret = token.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier or SqlTokenKind.Variable
                    ? IsSecretWord(word) || (isSecret && (IsJoiner(word) || token.Kind == SqlTokenKind.Variable))
                    : isSecret && word is "=" or ":=" or ":" or "=>" or "(" or "@";
            }

            previous = word;
        }

        return result.ToString();
    }

    static string LiteralOf(string literal) => literal[0] == '"' ? "\"***\"" : "'***'";

    static bool IsSecretWord(string word)
    {
        var name = word.Trim('"', '`', '@').ToLowerInvariant();
        return SecretWords.Contains(name)
            || name.EndsWith("password", StringComparison.Ordinal)
            || name.EndsWith("secret", StringComparison.Ordinal)
            || name.EndsWith("token", StringComparison.Ordinal);
    }

    // Words between the one that announces a secret and the secret: IDENTIFIED WITH plugin BY '…', ENCRYPTED PASSWORD '…', SET PASSWORD FOR x = '…'.
    static bool IsJoiner(string word) =>
        word.ToLowerInvariant()
            is "by"
                or "with"
                or "as"
                or "for"
                or "to"
                or "using"
                or "is"
                or "mysql_native_password"
                or "caching_sha2_password";

    static bool IsSecretFunction(string name) =>
        SecretFunctions.Contains(name) || name.StartsWith("pgp_", StringComparison.OrdinalIgnoreCase) || IsSecretWord(name);

    [GeneratedRegex(
        "-----BEGIN [A-Z0-9 ]*(?:PRIVATE KEY|CERTIFICATE)[A-Z ]*-----.*?(?:-----END [A-Z0-9 ]*-----|$)",
        RegexOptions.Singleline
    )]
    private static partial Regex PemBlock();

    [GeneratedRegex("([a-z][a-z0-9+.-]*://[^\\s:/@'\"]*:)[^\\s'\"]*@", RegexOptions.IgnoreCase)]
    private static partial Regex UrlPassword();

    [GeneratedRegex(
        "(\\b(?:password|passwd|pwd|sslpassword|passphrase|secret|token|api_?key|oauth_client_secret)\\s*=\\s*)(?:'(?:[^'\\\\]|\\\\.)*'|\"[^\"]*\"|(?>[^\\s&'\";(),]+)(?!\\())",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex KeyValue();

    [GeneratedRegex("\\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|eyJ[\\w-]{10,}\\.[\\w-]{10,}\\.[\\w-]*|SCRAM-SHA-256\\$\\S+)")]
    private static partial Regex WellKnownToken();

    [GeneratedRegex("(\\\\(?:password|prompt)\\s+\\S+\\s+)\\S.*")]
    private static partial Regex PasswordCommand();
}
