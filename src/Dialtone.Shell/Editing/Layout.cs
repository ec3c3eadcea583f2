namespace Dialtone.Shell.Editing;

/// <summary>Input as lines of a terminal, and where the cursor stands among them.</summary>
/// <param name="Rows">The lines.</param>
/// <param name="CursorRow">The cursor's line, from 0.</param>
/// <param name="CursorColumn">The cursor's column, from 0.</param>
sealed record Layout(IReadOnlyList<ScreenRow> Rows, int CursorRow, int CursorColumn)
{
    /// <summary>Lays out input behind its prompt; lines that are too long are broken where the terminal ends.</summary>
    public static Layout Of(string prompt, string continuations, string text, int cursor, IReadOnlyList<StyledRange> styles, int width)
    {
        var rows = new List<ScreenRow> { new ScreenRow().Add(prompt, TextStyle.Prompt, width - 1) };
        var indent = Math.Max(0, rows[0].Width - 3);
        var (cursorRow, cursorColumn, line, range) = (0, rows[0].Width, 0, 0);
        for (var index = 0; index <= text.Length; )
        {
            if (index == cursor)
            {
                (cursorRow, cursorColumn) = (rows.Count - 1, rows[^1].Width);
            }

            if (index == text.Length)
            {
                break;
            }

            if (text[index] == '\n')
            {
                var mark = line < continuations.Length ? continuations[line] : '-';
                rows.Add(new ScreenRow().Fill(indent, TextStyle.Prompt).Add($"{mark}> ", TextStyle.Dim, width - 1));
                line++;
                index++;
                continue;
            }

            while (range < styles.Count && styles[range].Start + styles[range].Length <= index)
            {
                range++;
            }

            var next = TextMotion.Next(text, index);
            var style = range < styles.Count && styles[range].Start <= index ? styles[range].Style : TextStyle.Plain;
            var cell = ScreenRow.CellOf(text[index..next], style);
            if (rows[^1].Width + cell.Width > width)
            {
                rows.Add(new());
                if (index == cursor)
                {
                    (cursorRow, cursorColumn) = (rows.Count - 1, 0);
                }
            }

            rows[^1].Add(cell);
            index = next;
        }

        if (cursorColumn >= width)
        {
            // Behind a full line the cursor stands on the next one.
            (cursorRow, cursorColumn) = (cursorRow + 1, 0);
            if (cursorRow == rows.Count)
            {
                rows.Add(new());
            }
        }

        return new(rows, cursorRow, cursorColumn);
    }

    /// <summary>The lines that fit a height, with the cursor's among them.</summary>
    public Layout Window(int height)
    {
        if (Rows.Count <= height)
        {
            return this;
        }

        var top = Math.Clamp(CursorRow - height / 2, 0, Rows.Count - height);
        return new([.. Rows.Skip(top).Take(height)], CursorRow - top, CursorColumn);
    }
}
