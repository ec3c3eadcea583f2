using System.Globalization;
using Dialtone.Cli.Terminal;

namespace Dialtone.Shell.Display;

/// <summary>One line on a terminal that says how far long work is and how fast it goes; it appears after a second and leaves nothing behind.</summary>
sealed class ProgressLine(Stdio io, TimeProvider time, string unit) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    readonly long started = time.GetTimestamp();
    TimeSpan next = Patience;
    bool isShown;

    /// <summary>Says how much is done, if it is time to.</summary>
    /// <param name="done">How much is done.</param>
    /// <param name="total">How much there is; 0 if nobody knows.</param>
    public void Show(long done, long total = 0)
    {
        var elapsed = time.GetElapsedTime(started);
        if (!io.IsErrorTerminal || elapsed < next)
        {
            return;
        }

        next = elapsed + Interval;
        isShown = true;
        io.Ask("\r\e[K" + Text(done, total, elapsed, unit));
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (isShown)
        {
            isShown = false;
            io.Ask("\r\e[K");
        }
    }

    /// <summary>The line.</summary>
    public static string Text(long done, long total, TimeSpan elapsed, string unit)
    {
        const int BarWidth = 20;
        var rate = done / Math.Max(0.001, elapsed.TotalSeconds);
        var share = total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0;
        var filled = (int)(share * BarWidth);
        var bar =
            total > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{new string('#', filled)}{new string('.', BarWidth - filled)}] {share * 100:0} %  "
                )
                : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{bar}{done:#,0} {unit}  {rate:#,0}/s  {elapsed.TotalSeconds:0} s  Ctrl-C ends it"
        );
    }

    public void Dispose() => Clear();
}
