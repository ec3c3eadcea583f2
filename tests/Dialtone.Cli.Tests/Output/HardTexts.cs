namespace Dialtone.Cli.Tests.Output;

/// <summary>Texts that formats get wrong.</summary>
static class HardTexts
{
    /// <summary>What a PostgreSQL text can hold; everything but NUL.</summary>
    public static readonly string[] All =
    [
        "",
        " ",
        "NULL",
        "null",
        "\\N",
        "\\.",
        "\\",
        "\\\\n",
        "a,b",
        "a;b",
        "\"",
        "say \"hi\"",
        "'",
        "it's",
        "line 1\nline 2",
        "\n",
        "ends\n",
        "\r",
        "dos\r\nline",
        "a\tb",
        "\t",
        "12345678\tb",
        "\b\f\v\a",
        "\u0001\u001b[31mred\u001b[0m",
        "\u007f",
        "\u0080\u009b31m",
        "\u00e9",
        "e\u0301",
        "日本語",
        "한국어",
        "\uff21\uff22",
        "😀",
        "|",
        "a|b",
        "<b>&amp;</b>",
        " lead",
        "trail ",
        "{1,2}",
        "t",
        "-0",
        "#",
        "--",
        "a long text that makes its column wide",
    ];
}
