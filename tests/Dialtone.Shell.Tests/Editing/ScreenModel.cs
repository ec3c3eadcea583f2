using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Dialtone.Cli.Output;
using Dialtone.Shell.Terminal;

namespace Dialtone.Shell.Tests.Editing;

/// <summary>A terminal without a terminal: keys go in as text, and what a person would see comes out.</summary>
sealed class ScreenModel(int width, int height) : ITerminal
{
    readonly BlockingCollection<byte[]> keys = [];
    readonly Lock gate = new();
    List<List<string>> lines =
    [
        [],
    ];
    TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int top;
    int row;
    int column;

    /// <summary>Whether keys come as bytes now.</summary>
    public bool IsRaw { get; private set; }

    /// <summary>How many bytes were sent.</summary>
    public int Written { get; private set; }

    public (int Width, int Height) Size { get; private set; } = (width, height);

    /// <summary>The cursor's column and line.</summary>
    public (int Column, int Row) Cursor
    {
        get
        {
            lock (gate)
            {
                return (Math.Min(column, Size.Width), row - top);
            }
        }
    }

    /// <summary>What stands on the screen, without blank lines at its end.</summary>
    public string Text
    {
        get
        {
            lock (gate)
            {
                return string.Join('\n', lines.Skip(top).Select(line => string.Concat(line).TrimEnd())).TrimEnd('\n');
            }
        }
    }

    /// <summary>Types.</summary>
    public void Type(string text) => keys.Add(Encoding.UTF8.GetBytes(text));

    /// <summary>The terminal goes away.</summary>
    public void HangUp() => keys.CompleteAdding();

    /// <summary>Another size; lines are not broken anew.</summary>
    public void Resize(int newWidth, int newHeight)
    {
        lock (gate)
        {
            Size = (newWidth, newHeight);
        }

        Wake();
    }

    /// <summary>Waits until the screen shows what is expected.</summary>
    public async Task ExpectAsync(string expected, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (Text == expected)
            {
                return;
            }

            try
            {
                await next.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(expected, Text);
            }
        }
    }

    public IDisposable BeginRaw()
    {
        IsRaw = true;
        return new Cooked(this);
    }

    public int Read(Span<byte> buffer, int milliseconds)
    {
        if (!keys.TryTake(out var bytes, milliseconds))
        {
            return keys.IsCompleted ? -1 : 0;
        }

        bytes.CopyTo(buffer);
        return bytes.Length;
    }

    public void Wake() => keys.Add([]);

    public void Suspend() { }

    public void Write(string text)
    {
        lock (gate)
        {
            Written += text.Length;
            for (var index = 0; index < text.Length; )
            {
                index = Obey(text, index);
            }

            changed.TrySetResult();
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    int Obey(string text, int index)
    {
        switch (text[index])
        {
            case '\r':
                column = 0;
                return index + 1;
            case '\n':
                LineFeed();
                return index + 1;
            case '\e':
                return ObeySequence(text, index + 2);
        }

        var length = StringInfo.GetNextTextElementLength(text.AsSpan(index));
        Show(text.Substring(index, length));
        return index + length;
    }

    int ObeySequence(string text, int index)
    {
        var end = index;
        while (!char.IsAsciiLetter(text[end]))
        {
            end++;
        }

        var number = int.TryParse(text.AsSpan(index, end - index), CultureInfo.InvariantCulture, out var given) ? given : 1;
        switch (text[end])
        {
            case 'A':
                row = Math.Max(top, row - number);
                break;
            case 'C':
                column = Math.Min(Size.Width - 1, column + number);
                break;
            case 'K':
                Line(row).RemoveRange(Math.Min(column, Line(row).Count), Math.Max(0, Line(row).Count - column));
                break;
            case 'J':
                lines = [.. lines.Take(row + 1)];
                Line(row).RemoveRange(Math.Min(column, Line(row).Count), Math.Max(0, Line(row).Count - column));
                break;
            case 'm':
                break;
            case var other:
                Assert.Fail($"the editor sent a sequence that the model does not know: {other}");
                break;
        }

        return end + 1;
    }

    void Show(string cluster)
    {
        var cells = Math.Min(2, DisplayText.WidthOf(cluster));
        if (column + cells > Size.Width)
        {
            column = 0;
            LineFeed();
        }

        var line = Line(row);
        while (line.Count < column + cells)
        {
            line.Add(" ");
        }

        line[column] = cluster;
        if (cells == 2)
        {
            line[column + 1] = "";
        }

        column += cells;
    }

    void LineFeed()
    {
        row++;
        _ = Line(row);
        top = Math.Max(top, row - Size.Height + 1);
    }

    List<string> Line(int index)
    {
        while (lines.Count <= index)
        {
            lines.Add([]);
        }

        return lines[index];
    }

    sealed class Cooked(ScreenModel model) : IDisposable
    {
        public void Dispose() => model.IsRaw = false;
    }
}
