namespace Dialtone.Cli.Demo;

/// <summary>The demo's connection, and how it is spelled in the places where people need it.</summary>
/// <param name="Url">The target.</param>
/// <param name="Arguments">The parameters beside it.</param>
/// <param name="Psql">The same connection for psql, or <see langword="null"/> if psql cannot reach it.</param>
sealed record DemoTarget(string Url, IReadOnlyList<KeyValuePair<string, string>> Arguments, string? Psql)
{
    public const string User = "foo";
    public const string DatabaseName = "baz";

    /// <summary>The throwaway server, spelled as in the example that the project starts from.</summary>
    public static DemoTarget Postgres(DemoFolder folder, int port)
    {
        KeyValuePair<string, string>[] arguments =
        [
            new("sslmode", "verify-full"),
            new("sslcert", Path.Combine(folder.Client, DemoCertificates.ClientCertificate)),
            new("sslkey", Path.Combine(folder.Client, DemoCertificates.ClientKey)),
            new("sslrootcert", Path.Combine(folder.Client, DemoCertificates.Root)),
        ];
        IEnumerable<KeyValuePair<string, string>> connection =
        [
            new("host", "localhost"),
            new("port", $"{port}"),
            new("dbname", DatabaseName),
            new("user", User),
            .. arguments,
        ];
        var words = string.Join(' ', connection.Select(parameter => $"{parameter.Key}={QuoteConnectionValue(parameter.Value)}"));
        return new($"postgresql+psycopg2://{User}@localhost:{port}/{DatabaseName}", arguments, $"psql {ShellText.QuoteDouble(words)}");
    }

    /// <summary>A database file.</summary>
    public static DemoTarget Sqlite(string file) => new($"sqlite:///{file}", [], null);

    /// <summary>An engine for this connection.</summary>
    /// <param name="options">How it behaves.</param>
    /// <param name="changes">Parameters that are different from the demo's.</param>
    public Engine CreateEngine(EngineOptions options, params ReadOnlySpan<KeyValuePair<string, string>> changes)
    {
        var connectArgs = new ConnectArgs();
        foreach (var (keyword, value) in Arguments)
        {
            connectArgs[keyword] = value;
        }

        foreach (var (keyword, value) in changes)
        {
            connectArgs[keyword] = value;
        }

        return Engine.Create(Url, connectArgs, options);
    }

    /// <summary>The connection as C#.</summary>
    public string ToCSharp() =>
        Arguments.Count == 0
            ? $"await using var engine = Engine.Create({QuoteCSharp(Url)});"
            : $$"""
                await using var engine = Engine.Create(
                    {{QuoteCSharp(Url)}},
                    new ConnectArgs
                    {
                {{string.Join(
                    '\n',
                    Arguments.Select(argument => $"        [{QuoteCSharp(argument.Key)}] = {QuoteCSharp(argument.Value)},")
                )}}
                    });
                """;

    /// <summary>The connection as a command line of this program.</summary>
    public string ToQueryCommand(string sql) =>
        ShellText.Join(["dialtone", "query", Url, .. Arguments.Select(argument => $"{argument.Key}={argument.Value}"), "-c", sql]);

    static string QuoteCSharp(string text) =>
        $"\"{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A value of a libpq keyword/value string.</summary>
    static string QuoteConnectionValue(string value) =>
        value.AsSpan().ContainsAny(" '\\")
            ? $"'{value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'"
            : value;
}
