namespace Dialtone.Shell.Editing;

/// <summary>The list of candidates below the input: open while it helps, and never in the way of Enter and the arrows until it was entered by Tab.</summary>
sealed class CompletionPopup
{
    const int MaximumRows = 8;
    const int MaximumLabel = 44;

    CompletionList list = CompletionList.None;
    int selected = -1;

    /// <summary>Whether there is something to choose.</summary>
    public bool IsOpen => list.Items.Count > 0;

    /// <summary>Whether a candidate is chosen, so that Enter and the arrows are the list's.</summary>
    public bool HasSelection => selected >= 0;

    /// <summary>The chosen candidate.</summary>
    public CompletionItem? Selected => HasSelection ? list.Items[selected] : null;

    /// <summary>Where the word begins that a candidate replaces.</summary>
    public int Start => list.Start;

    /// <summary>The only candidate, if there is one.</summary>
    public CompletionItem? Only => list.Items.Count == 1 ? list.Items[0] : null;

    /// <summary>Shows other candidates.</summary>
    public void Open(CompletionList candidates) => (list, selected) = (candidates, -1);

    /// <summary>Closes the list.</summary>
    public void Close() => Open(CompletionList.None);

    /// <summary>Chooses the next candidate, or with a negative step the one before, round the end.</summary>
    public void Step(int step)
    {
        var count = list.Items.Count;
        selected = selected < 0 && step < 0 ? count - 1 : (selected + step + count) % count;
    }

    /// <summary>The list as lines of the terminal.</summary>
    /// <param name="column">The column of the word that is completed.</param>
    /// <param name="width">The terminal's columns.</param>
    /// <param name="height">The lines that are free for it.</param>
    public IReadOnlyList<ScreenRow> Rows(int column, int width, int height)
    {
        var rows = Math.Min(Math.Min(MaximumRows, height), list.Items.Count);
        if (rows <= 0)
        {
            return [];
        }

        var top = Math.Clamp(selected - rows / 2, 0, list.Items.Count - rows);
        var items = list.Items.Skip(top).Take(rows).ToArray();
        var label = Math.Min(MaximumLabel, items.Max(item => new ScreenRow().Add(item.Label, TextStyle.Item).Width));
        var kind = items.Max(item => item.Kind.Length);
        var detail = items.Max(item => new ScreenRow().Add(item.Documentation, TextStyle.Item).Width);
        var wanted = label + kind + 4 + (detail == 0 ? 0 : detail + 1);
        var total = Math.Min(wanted, width - 1);
        var left = Math.Clamp(column - 1, 0, Math.Max(0, width - 1 - total));
        return
        [
            .. items.Select(
                (item, index) =>
                {
                    var isSelected = top + index == selected;
                    var style = isSelected ? TextStyle.SelectedItem : TextStyle.Item;
                    var dim = isSelected ? TextStyle.SelectedItem : TextStyle.ItemDetail;
                    return new ScreenRow()
                        .Fill(left, TextStyle.Plain)
                        .Add(" ", style)
                        .Add(item.Label, style, left + Math.Min(label + 1, total))
                        .Fill(left + Math.Min(label + 2, total), style)
                        .Add(item.Kind, dim, left + total)
                        .Fill(left + Math.Min(label + kind + 3, total), dim)
                        .Add(item.Documentation, dim, left + total)
                        .Fill(left + total, dim);
                }
            ),
        ];
    }
}
