namespace Dialtone.Shell.Editing;

/// <summary>Ctrl-R: the inputs that hold what is typed, as a list.</summary>
sealed class HistorySearch(IInputHistory history)
{
    const int MaximumRows = 8;

    string query = "";
    bool everywhere;
    int selected;
    int searched;
    IReadOnlyList<string> matches = [];

    /// <summary>Whether the search is going on.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The input that is chosen.</summary>
    public string? Selected => selected < matches.Count ? matches[selected] : null;

    /// <summary>Begins with nothing typed.</summary>
    public void Open()
    {
        (query, everywhere, IsOpen) = ("", false, true);
        Search();
    }

    /// <summary>Ends.</summary>
    public void Close() => IsOpen = false;

    /// <summary>Takes a key of the search's own.</summary>
    /// <returns>False if the key is for the editor: the search is over.</returns>
    public bool Press(KeyPress key)
    {
        switch (key.Name)
        {
            case "C-r" or "Up" or "C-p":
                selected = Math.Min(selected + 1, Math.Max(0, matches.Count - 1));
                return true;
            case "C-s" or "Down" or "C-n":
                selected = Math.Max(selected - 1, 0);
                return true;
            case "C-t":
                everywhere = !everywhere;
                Search();
                return true;
            case "Backspace" or "C-h":
                query = query[..TextMotion.Previous(query, query.Length)];
                Search();
                return true;
            case "C-u":
                query = "";
                Search();
                return true;
        }

        if (key.IsText)
        {
            query += key.Text.ReplaceLineEndings(" ");
            Search();
            return true;
        }

        return false;
    }

    /// <summary>The search as lines of the terminal, and the column of its cursor in the first of them.</summary>
    public (IReadOnlyList<ScreenRow> Rows, int Column) Show(int width, int height)
    {
        if (searched != history.Version)
        {
            // The file is read beside the typing.
            Search();
        }

        var prompt = new ScreenRow()
            .Add(everywhere ? "history (all connections): " : "history: ", TextStyle.Dim)
            .Add(query, TextStyle.Plain, width - 1);
        var column = prompt.Width;
        prompt.Add(matches.Count == 0 ? "   no match" : "   Enter runs, Tab edits, Ctrl-T all connections", TextStyle.Dim, width - 1);
        var rows = Math.Min(Math.Min(MaximumRows, height - 1), matches.Count);
        var top = Math.Clamp(selected - rows / 2, 0, Math.Max(0, matches.Count - rows));
        return ([prompt, .. matches.Skip(top).Take(rows).Select((text, index) => Row(text, top + index == selected, width))], column);
    }

    ScreenRow Row(string text, bool isSelected, int width)
    {
        var line = string.Join(" ⏎ ", text.Split('\n', StringSplitOptions.TrimEntries));
        var style = isSelected ? TextStyle.SelectedItem : TextStyle.Plain;
        var row = new ScreenRow().Add(isSelected ? "> " : "  ", style);
        var at = query.Length == 0 ? -1 : line.IndexOf(query, StringComparison.OrdinalIgnoreCase);
        return at < 0
            ? row.Add(line, style, width - 1)
            : row.Add(line[..at], style, width - 1)
                .Add(line[at..(at + query.Length)], isSelected ? style : TextStyle.Match, width - 1)
                .Add(line[(at + query.Length)..], style, width - 1);
    }

    void Search()
    {
        selected = 0;
        searched = history.Version;
        matches =
        [
            .. history
                .Recent(everywhere)
                .Where(text => text.Contains(query, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.Ordinal),
        ];
    }
}
