using System.Text;
using Dialtone.Cli.Output;
using Dialtone.Cli.Terminal;

namespace Dialtone.Shell.Editing;

/// <summary>One character as a terminal shows it.</summary>
/// <param name="Text">The character, with everything that combines with it.</param>
/// <param name="Width">The columns it takes.</param>
/// <param name="Style">How it looks.</param>
readonly record struct Cell(string Text, int Width, TextStyle Style);

/// <summary>One line of the terminal.</summary>
sealed class ScreenRow
{
    /// <summary>Its characters from the left.</summary>
    public List<Cell> Cells { get; } = [];

    /// <summary>The columns that they take.</summary>
    public int Width { get; private set; }

    /// <summary>Puts a character at the end.</summary>
    public void Add(Cell cell)
    {
        Cells.Add(cell);
        Width += cell.Width;
    }

    /// <summary>Puts text at the end, cut at a width; what a terminal would obey is escaped.</summary>
    public ScreenRow Add(string text, TextStyle style, int limit = int.MaxValue)
    {
        for (var index = 0; index < text.Length; )
        {
            var next = TextMotion.Next(text, index);
            var cell = CellOf(text[index..next], style);
            if (Width + cell.Width > limit)
            {
                break;
            }

            Add(cell);
            index = next;
        }

        return this;
    }

    /// <summary>Fills up to a width.</summary>
    public ScreenRow Fill(int width, TextStyle style)
    {
        while (Width < width)
        {
            Add(new(" ", 1, style));
        }

        return this;
    }

    /// <summary>A character as it is shown.</summary>
    public static Cell CellOf(string cluster, TextStyle style)
    {
        if (cluster == "\t")
        {
            return new("    ", 4, style);
        }

        var isShown = true;
        foreach (var rune in cluster.EnumerateRunes())
        {
            isShown &= PrintableText.IsPrintable(rune);
        }

        var text = isShown ? cluster : PrintableText.Escape(cluster);
        return new(text, Math.Max(isShown ? 0 : 1, ClusterWidth(text, isShown)), style);
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        Cells.ForEach(cell => text.Append(cell.Text));
        return text.ToString();
    }

    // Joined emoji take the place of one; escapes are as wide as they are long.
    static int ClusterWidth(string text, bool isCluster) =>
        isCluster && text.Length > 2 ? Math.Min(2, DisplayText.WidthOf(text)) : DisplayText.WidthOf(text);
}
