namespace Dialtone.Diagnosis;

/// <summary>How a diagnosis is made.</summary>
public sealed record DiagnosisOptions
{
    /// <summary>The longest that one stage may take. Default: 10 seconds.</summary>
    public TimeSpan StageTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The client that will use the target, such as <c>jdbc</c> or <c>asyncpg</c>, whose peculiarities are then checked too; docs/doctor.md lists them. Default: none.</summary>
    public string? Client { get; init; }

    /// <summary>As <see cref="EngineOptions.StrictTls"/>: what weakens TLS is refused, and so is a plaintext fallback. Default: off, as in libpq.</summary>
    public bool StrictTls { get; init; }

    /// <summary>As <see cref="EngineOptions.AllowTlsKeyLog"/>: <c>sslkeylogfile</c> is obeyed. Default: off, so that a target with it is refused.</summary>
    public bool AllowTlsKeyLog { get; init; }

    /// <summary>Takes each stage as soon as it is done. Default: nobody listens.</summary>
    public Action<StageReport>? OnStage { get; init; }

    /// <summary>The clock of every time limit and of certificate dates. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
