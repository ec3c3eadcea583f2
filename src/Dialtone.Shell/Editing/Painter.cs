using System.Text;
using Dialtone.Shell.Terminal;

namespace Dialtone.Shell.Editing;

/// <summary>Keeps what a terminal shows equal to a layout, and sends only what changed. It needs to know nothing of what stands above.</summary>
sealed class Painter(ITerminal terminal, Palette palette)
{
    IReadOnlyList<ScreenRow> shown = [];
    int row;
    int column;
    int width;

    /// <summary>Shows a layout in place of the one before.</summary>
    public void Paint(Layout layout)
    {
        var output = new StringBuilder();
        var screen = terminal.Size.Width;
        if (shown.Count > 0 && screen != width)
        {
            ForgetReflowed(output, screen);
        }

        width = screen;
        for (var index = 0; index < layout.Rows.Count; index++)
        {
            PaintRow(output, index, layout.Rows[index]);
        }

        if (shown.Count > layout.Rows.Count)
        {
            GoTo(output, layout.Rows.Count, 0);
            output.Append("\e[J");
        }

        shown = layout.Rows;
        GoTo(output, layout.CursorRow, layout.CursorColumn);
        if (output.Length > 0)
        {
            terminal.Write(output.ToString());
        }
    }

    /// <summary>Leaves what is shown where it is; the next layout begins on the line below.</summary>
    public void Finish()
    {
        var output = new StringBuilder();
        if (shown.Count > 0)
        {
            GoTo(output, shown.Count - 1, 0);
        }

        terminal.Write(output.Append("\e[0m\r\n").ToString());
        Forget();
    }

    /// <summary>Takes away what is shown.</summary>
    public void Erase()
    {
        var output = new StringBuilder();
        GoTo(output, 0, 0);
        terminal.Write(output.Append("\e[0m\e[J").ToString());
        Forget();
    }

    /// <summary>Empties the terminal.</summary>
    public void Clear()
    {
        terminal.Write("\e[H\e[2J");
        Forget();
    }

    /// <summary>Begins anew: something else was written, and the cursor is at the beginning of a line.</summary>
    public void Forget() => (shown, row, column) = ([], 0, 0);

    void PaintRow(StringBuilder output, int index, ScreenRow wanted)
    {
        var present = index < shown.Count ? shown[index].Cells : [];
        var same = 0;
        var at = 0;
        while (same < present.Count && same < wanted.Cells.Count && present[same] == wanted.Cells[same])
        {
            at += wanted.Cells[same].Width;
            same++;
        }

        if (index < shown.Count && same == present.Count && same == wanted.Cells.Count)
        {
            return;
        }

        GoTo(output, index, at);
        var style = TextStyle.Plain;
        foreach (var cell in wanted.Cells.Skip(same))
        {
            if (cell.Style != style)
            {
                output.Append(palette.Begin(cell.Style));
                style = cell.Style;
            }

            output.Append(cell.Text);
        }

        if (style != TextStyle.Plain)
        {
            output.Append(palette.Begin(TextStyle.Plain));
        }

        // A full line leaves the cursor on its last column, where clearing would take the last character away.
        if (wanted.Width < width && same < present.Count)
        {
            output.Append("\e[K");
        }

        column = wanted.Width;
    }

    void GoTo(StringBuilder output, int toRow, int toColumn)
    {
        if (toRow == row && toColumn == column)
        {
            return;
        }

        if (toRow < row)
        {
            output.Append('\e').Append('[').Append(row - toRow).Append('A');
        }

        // Line feeds make the lines that are not there yet, and scroll where the terminal ends.
        var isAtStart = column == 0;
        if (!isAtStart || toRow > row)
        {
            output.Append('\r');
        }

        output.Append('\n', Math.Max(0, toRow - row));
        if (toColumn > 0)
        {
            output.Append('\e').Append('[').Append(toColumn).Append('C');
        }

        (row, column) = (toRow, toColumn);
    }

    // The terminal has broken the lines anew; what stood above the cursor takes about as many lines as its columns fill now.
    void ForgetReflowed(StringBuilder output, int screen)
    {
        var above = shown.Take(row).Sum(line => Math.Max(1, (line.Width + screen - 1) / screen)) + column / screen;
        output.Append('\r');
        if (above > 0)
        {
            output.Append('\e').Append('[').Append(above).Append('A');
        }

        output.Append("\e[J");
        Forget();
    }
}
