namespace Dialtone.Cli.Output;

/// <summary>What a terminal is told before and after a text to show it otherwise; nothing by default.</summary>
readonly record struct Emphasis(string Begin, string Finish)
{
    /// <summary>Less light than the text around it.</summary>
    public static Emphasis Dim { get; } = new("\e[2m", "\e[22m");

    /// <summary>What comes before the text.</summary>
    public string Start => Begin ?? "";

    /// <summary>What comes after it.</summary>
    public string End => Finish ?? "";
}
