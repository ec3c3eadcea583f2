using System.Diagnostics;
using System.Text;

namespace Dialtone.Shell.Display;

/// <summary>Text for a screen: as long as it fits it goes there at its end, and once it does not a pager takes it all.</summary>
/// <remarks>A person who leaves the pager early has seen enough: what still comes is dropped.</remarks>
sealed class PagedWriter(TextWriter screen, Func<Process?> startPager, int height, bool isEager) : TextWriter
{
    readonly StringBuilder held = new();
    int lines;
    Process? pager;
    bool isOver;
    bool hasNoPager;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Whether the person has left the pager, so that nobody wants more.</summary>
    public bool IsLeft => isOver;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> text)
    {
        if (pager is not null)
        {
            Send(text);
            return;
        }

        if (hasNoPager)
        {
            screen.Write(text);
            return;
        }

        held.Append(text);
        lines += text.Count('\n');
        if (lines >= height || isEager)
        {
            Begin();
        }
    }

    /// <summary>Shows what is held, and waits until the person leaves the pager.</summary>
    public async Task FinishAsync()
    {
        if (pager is null)
        {
            screen.Write(held);
            held.Clear();
            return;
        }

        using (pager)
        {
            try
            {
                await pager.StandardInput.DisposeAsync();
            }
            catch (IOException)
            {
                // The person left before the end.
            }

            await pager.WaitForExitAsync();
        }
    }

    void Begin()
    {
        screen.Flush();
        pager = startPager();
        hasNoPager = pager is null;
        var text = held.ToString();
        held.Clear();
        Write(text.AsSpan());
    }

    void Send(ReadOnlySpan<char> text)
    {
        if (isOver)
        {
            return;
        }

        try
        {
            pager!.StandardInput.Write(text);
        }
        catch (IOException)
        {
            isOver = true;
        }
    }
}
