namespace Dialtone.Shell.Editing;

/// <summary>What a terminal is sent for each style: the sixteen colours that every theme defines, or none of them.</summary>
sealed class Palette
{
    readonly Dictionary<TextStyle, string> codes;

    Palette(Dictionary<TextStyle, string> codes) => this.codes = codes;

    /// <summary>For terminals that show colour.</summary>
    public static Palette Colour { get; } =
        new(
            new()
            {
                [TextStyle.Prompt] = "1",
                [TextStyle.Keyword] = "1;34",
                [TextStyle.Text] = "32",
                [TextStyle.Number] = "36",
                [TextStyle.Comment] = "90",
                [TextStyle.QuotedName] = "33",
                [TextStyle.Parameter] = "35",
                [TextStyle.Command] = "1;35",
                [TextStyle.Type] = "36",
                [TextStyle.Method] = "33",
                [TextStyle.Error] = "4;31",
                [TextStyle.Dim] = "2",
                [TextStyle.Item] = "30;47",
                [TextStyle.ItemDetail] = "90;47",
                [TextStyle.SelectedItem] = "1;7",
                [TextStyle.Match] = "1;4",
            }
        );

    /// <summary>For <c>NO_COLOR</c>: what is chosen in a list is still told apart.</summary>
    public static Palette Plain { get; } = new(new() { [TextStyle.SelectedItem] = "7", [TextStyle.Match] = "4" });

    /// <summary>The sequence that begins a style, on any style before it.</summary>
    public string Begin(TextStyle style) => codes.TryGetValue(style, out var code) ? $"\e[0;{code}m" : "\e[0m";
}
