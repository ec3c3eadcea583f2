namespace Dialtone.Shell.Editing;

// The keys that belong to a list below the input while it is open.
sealed partial class LineEditor
{
    bool PressInSearch(KeyPress key)
    {
        if (search.Press(key))
        {
            return true;
        }

        search.Close();
        if (key.Name is "C-g" or "C-c" or "Escape")
        {
            return true;
        }

        if (search.Selected is { } found)
        {
            state.Buffer.Set(found);
        }

        stopsCompleting = true;
        return key.Code == KeyCode.Tab;
    }

    bool PressInPopup(KeyPress key)
    {
        switch (key.Name)
        {
            case "Escape" or "C-g":
                popup.Close();
                stopsCompleting = true;
                return true;
            case "Enter" when popup.Selected is { } item:
                Take(item);
                return true;
            case "Down" or "C-n" when popup.HasSelection:
                popup.Step(1);
                return true;
            case "Up" or "C-p" when popup.HasSelection:
                popup.Step(-1);
                return true;
        }

        if (popup.Selected is { } chosen && key.IsText)
        {
            Take(chosen);
        }

        return false;
    }

    void Take(CompletionItem item)
    {
        state.Buffer.Replace(popup.Start, state.Buffer.Cursor, item.Insert);
        stopsCompleting = true;
        popup.Close();
    }

    void StepCompletion(int step)
    {
        if (!popup.IsOpen)
        {
            BeginCompletion(isAsked: true);
        }
        else if (popup.Only is { } only)
        {
            Take(only);
            stopsCompleting = false;
        }
        else
        {
            popup.Step(step);
        }
    }

    void BeginCompletion(bool isAsked)
    {
        wantsCompletion = false;
        completing?.Dispose();
        completing = CompletionRun.Begin(completion, state.Buffer.Text, state.Buffer.Cursor, isAsked, terminal.Wake);
    }

    void TakeCompletion()
    {
        if (completing?.Result is { } list)
        {
            var wasAsked = completing.IsAsked;
            completing.Dispose();
            completing = null;
            popup.Open(list);
            if (wasAsked && popup.Only is { } only)
            {
                Take(only);
                stopsCompleting = false;
            }
        }
    }
}
