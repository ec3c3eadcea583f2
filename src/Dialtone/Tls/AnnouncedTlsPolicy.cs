using Dialtone.Errors;

namespace Dialtone.Tls;

/// <summary>A policy whose warnings are told once, and again when its files have changed.</summary>
sealed class AnnouncedTlsPolicy(TlsSettings settings, TimeProvider clock, Action<Notice> notify)
{
    readonly ReloadingTlsPolicy policy = new(settings, clock);
    TlsPolicy? announced;

    /// <inheritdoc cref="ReloadingTlsPolicy.Current"/>
    public TlsPolicy Current()
    {
        var current = policy.Current();
        if (announced == current || Interlocked.Exchange(ref announced, current) is var last && last == current)
        {
            return current;
        }

        foreach (var warning in current.Warnings)
        {
            // What was missing from the start has been told with the target.
            if (last is not null || !warning.IsMissingFile)
            {
                notify(new(IsFromServer: false, "WARNING", warning.Text));
            }
        }

        return current;
    }
}
