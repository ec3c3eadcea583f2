namespace Dialtone.Tls;

/// <summary>Keeps a policy for as long as its files stay as they are, so that renewed certificates count without a restart.</summary>
sealed class ReloadingTlsPolicy(TlsSettings settings, TimeProvider clock)
{
    readonly Lock gate = new();
    volatile TlsPolicy? current;

    /// <summary>The policy of this moment. A file that cannot be used fails this call and is tried again by the next one.</summary>
    /// <exception cref="Errors.DatabaseException">See <see cref="TlsPolicy.Load"/>.</exception>
    public TlsPolicy Current()
    {
        if (current is { } policy && policy.IsCurrent())
        {
            return policy;
        }

        lock (gate)
        {
            // Another thread may have loaded it meanwhile.
            return current is { } again && again.IsCurrent() ? again : current = TlsPolicy.Load(settings, clock);
        }
    }
}
