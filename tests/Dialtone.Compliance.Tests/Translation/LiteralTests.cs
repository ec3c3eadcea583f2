using System.Text;
using Dialtone.Servers;
using Dialtone.Servers.Processes;
using Dialtone.Translation.Languages;

namespace Dialtone.Compliance.Tests.Translation;

/// <summary>The languages themselves read the literals: whatever a text holds, it comes out as it was, and nothing of it is run.</summary>
public sealed class LiteralTests
{
    static readonly string[] Pieces =
    [
        "'",
        "\"",
        "`",
        "\\",
        "\n",
        "\r",
        "\t",
        "\u0001",
        "\u001b[2J",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u2028",
        "\u202e",
        "\ufeff",
        "😀",
        "é",
        "$x",
        "${x}",
        "$(id)",
        "{$x}",
        "#{x}",
        "<%= 1 %>",
        "%41",
        "\\u0041",
        "\\x41",
        "\\n",
        "*/",
        "//",
        "#",
        "?>",
        "'''",
        "\"\"\"",
        "</script>",
        "a",
        " ",
        "0",
    ];

    static IReadOnlyList<string> Texts { get; } = [.. Pieces, .. Enumerable.Range(0, 300).Select(Combination)];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Python()
    {
        Require(DriverProcess.Requires("Python", DriverProcess.Python, "-c", ""));
        await CheckAsync(text => $"print({CodeLanguage.Python.Quote(text)}.encode().hex())", new(DriverProcess.Python, "-X", "utf8", "-"));
    }

    [Fact]
    public async Task JavaScript()
    {
        Require(DriverProcess.Requires("Node.js", "node", "-e", ""));
        await CheckAsync(text => $"console.log(Buffer.from({CodeLanguage.JavaScript.Quote(text)}).toString('hex'));", new("node", "-"));
    }

    [Fact]
    public async Task Php()
    {
        Require(DriverProcess.Requires("PHP", "php", "-r", ""));
        await CheckAsync(text => $"echo bin2hex({CodeLanguage.Php.Quote(text)}), \"\\n\";", new("php"), "<?php\n");
    }

    [Fact]
    public async Task Yaml_behind_ERB()
    {
        Require(DriverProcess.Requires("Ruby", "ruby", "-ryaml", "-e", ""));
        await CheckAsync(
            text => $"- {Yaml.Quote(text, isTemplate: true)}",
            new("ruby", "-Ku", "-rerb", "-ryaml", "-e", "YAML.load(ERB.new($stdin.read).result).each { |text| puts text.unpack1('H*') }")
        );
    }

    [Fact]
    public async Task Yaml_of_Compose()
    {
        Require(DriverProcess.Requires("Ruby", "ruby", "-ryaml", "-e", ""));
        await CheckAsync(
            text => $"- {Yaml.Quote(text, doublesDollar: true)}",
            new("ruby", "-Ku", "-ryaml", "-e", "YAML.load($stdin.read).each { |text| puts text.gsub('$$', '$').unpack1('H*') }")
        );
    }

    [Fact]
    public async Task Shell_words() =>
        await CheckAsync(text => $"printf %s {Shell.Quote(text)} | od -An -v -tx1 | tr -d ' \\n'; echo", new("/bin/sh"));

    static async Task CheckAsync(Func<string, string> line, Command command, string head = "")
    {
        var program = head + string.Concat(Texts.Select(text => line(text) + "\n"));
        var result = await (command with { Input = program }).RunAsync(Token);
        var expected = Texts.Select(text => Convert.ToHexString(Encoding.UTF8.GetBytes(text)).ToLowerInvariant());
        Assert.Equal(expected, result.Expect(command.Program).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    // A fixed walk through the combinations, so that a failure comes again.
    static string Combination(int seed)
    {
        var text = new StringBuilder();
        for (var index = 0; index < 5; index++)
            text.Append(Pieces[((seed * 31) + (index * (seed + 7) * 13)) % Pieces.Length]);
        return text.ToString();
    }

    static void Require(params IEnumerable<Requirement> needed)
    {
        var requirement = ServerAvailability.Require(needed);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }
}
