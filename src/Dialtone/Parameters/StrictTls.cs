namespace Dialtone.Parameters;

/// <summary>Refuses what its dialect only warns about, or accepts in silence.</summary>
static class StrictTls
{
    /// <summary>Checks what can be known before a connection is made; the rest is the TLS policy's.</summary>
    /// <exception cref="Errors.DatabaseException">The target weakens TLS.</exception>
    public static void Check(ResolvedTarget target)
    {
        if (!target.TlsWeaknesses.IsEmpty)
            throw ParameterErrors.Policy(
                $"strict TLS refuses the target: {string.Join(' ', target.TlsWeaknesses).TrimEnd('.')}",
                fix: "change that, or connect without strict TLS (EngineOptions.StrictTls, --strict-tls)"
            );
    }
}
