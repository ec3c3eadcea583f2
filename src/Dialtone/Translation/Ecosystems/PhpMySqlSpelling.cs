using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>PHP's PDO for MySQL: the source for the place, an array for TLS.</summary>
sealed class PhpMySqlSpelling() : Spelling("php-pdo", "mysql", "PDO, MySQL (PHP)")
{
    const string Prefix = "PDO::MYSQL_ATTR_";
    const string Verify = Prefix + "SSL_VERIFY_SERVER_CERT";

    static CodeLanguage Language => CodeLanguage.Php;

    public override bool Recognizes(string text) =>
        text.Contains("PDO(", StringComparison.Ordinal) && text.Contains("mysql:", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        var host = draft.TakeHost();
        List<(string Name, string Value)> source = [(host.IsSocket ? "unix_socket" : "host", host.Name)];
        if (host is { IsSocket: false, Port: { } port })
            source.Add(("port", port));
        if (draft.Take("database") is { } database)
            source.Add(("dbname", database));
        if (draft.Take("charset") is { } charset)
            source.Add(("charset", charset));
        // A semicolon is doubled inside of a value.
        var text = string.Join(';', source.Select(pair => $"{pair.Name}={pair.Value.Replace(";", ";;", StringComparison.Ordinal)}"));
        List<string> arguments =
        [
            Language.Quote($"mysql:{text}"),
            draft.Take("user") is { } user ? Language.Quote(user) : "null",
            draft.Take("password") is { } password ? Language.Quote(password) : "null",
        ];
        var options = WriteOptions(draft);
        if (options.Count > 0)
            arguments.Add(CodeBlock.Of("[", options, "]"));
        return CodeBlock.Of("$pdo = new PDO(", arguments, ");", trailing: "");
    }

    static List<string> WriteOptions(Draft draft)
    {
        List<string> options = [];
        draft.TakeMode(hasChainOnly: false);
        if (draft.Tls.IsOn)
        {
            options.AddRange(
                MySqlTlsEntries
                    .Write(draft, "SSL_CA", "SSL_CERT", "SSL_KEY")
                    .Select(pair => $"{Prefix}{pair.Name} => {Language.Quote(pair.Value)}")
            );
            if (draft.Take("ssl_cipher") is { } cipher)
                options.Add($"{Prefix}SSL_CIPHER => {Language.Quote(cipher)}");
            // TLS is on as soon as one of these is set.
            if (options.Count == 0)
                options.Add($"{Prefix}SSL_CIPHER => {Language.Quote("DEFAULT")}");
            options.Add($"{Verify} => {Language.Quote(draft.Tls.VerifiesChain)}");
        }
        if (draft.Take("init_command") is { } command)
            options.Add($"{Prefix}INIT_COMMAND => {Language.Quote(command)}");
        if (draft.Take("connect_timeout") is { } timeout)
            options.Add($"PDO::ATTR_TIMEOUT => {Language.Number(timeout)}");
        return options;
    }

    public override Target Read(string text, Reading reading)
    {
        var call =
            CodeParser.Parse(Language, text).Call("PDO")
            ?? throw Reading.Wrong("there is no new PDO(…) in the code", "give the code that connects");
        var arguments = call.Positional.ToList();
        var source = arguments.ElementAtOrDefault(0)?.Scalar ?? "";
        foreach (var (name, value) in Pairs(source.Replace("mysql:", "", StringComparison.Ordinal)))
        {
            var keyword = name == "dbname" ? "database" : name;
            if (!reading.TrySet(keyword, value))
                reading.Ignore(name);
        }
        foreach (var (index, keyword) in (ReadOnlySpan<(int, string)>)[(1, "user"), (2, "password")])
            if (arguments.ElementAtOrDefault(index) is { Kind: CodeNodeKind.Text } node)
                reading.Set(keyword, node.Text);
        ReadOptions(arguments.ElementAtOrDefault(3), reading);
        return reading.ToTarget();
    }

    static void ReadOptions(CodeNode? options, Reading reading)
    {
        var items = (options?.Items ?? []).Where(item => item.Key is not null).ToList();
        if (items.Exists(item => item.Key!.StartsWith(Prefix + "SSL_", StringComparison.Ordinal)))
        {
            var verifies = options![Verify]?.IsFalse != true;
            reading.Set("ssl_mode", MySqlTlsEntries.Mode(verifies, verifies));
        }
        else
            reading.Set("ssl_mode", "DISABLED");
        foreach (var (key, value) in items)
        {
            if (key!.StartsWith(Prefix + "SSL_C", StringComparison.Ordinal) || key == Prefix + "SSL_KEY")
            {
                if (value.Scalar != "DEFAULT")
                    reading.TrySet(key[Prefix.Length..].ToLowerInvariant(), value.Scalar ?? "");
            }
            else if (key == Prefix + "INIT_COMMAND")
                reading.Set("init_command", value.Scalar);
            else if (key == "PDO::ATTR_TIMEOUT")
                reading.Set("connect_timeout", value.Scalar);
            else if (key != Verify)
                reading.Ignore(key.Replace("::", ".", StringComparison.Ordinal));
        }
    }

    static IEnumerable<(string Name, string Value)> Pairs(string source) =>
        source
            .Replace(";;", "\0", StringComparison.Ordinal)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Replace('\0', ';').Split('=', 2))
            .Where(pair => pair.Length == 2)
            .Select(pair => (pair[0].Trim(), pair[1]));
}
