using Dialtone.Parameters;

namespace Dialtone.Dialects;

/// <summary>What the façade asks of a connector, beside the target.</summary>
sealed record ConnectorOptions
{
    /// <summary>Whether results are only read as text: no type catalogue is loaded then.</summary>
    public required bool TextOnly { get; init; }

    /// <summary>The limit of one connect attempt where the target names none.</summary>
    public required TimeSpan ConnectTimeout { get; init; }

    /// <summary>The limit of one statement; <see cref="TimeSpan.Zero"/> means none.</summary>
    public required TimeSpan StatementTimeout { get; init; }

    /// <summary>Whether statements that run again and again are prepared.</summary>
    public bool PrepareStatements { get; init; }

    /// <summary>Whether named files that cannot be used are errors where the dialect's own client passes them over.</summary>
    public bool StrictTls { get; init; }

    /// <summary>Whether the keys of TLS connections may be written to a file that the target names.</summary>
    public bool AllowTlsKeyLog { get; init; }

    /// <summary>The name that the server lists the connections by, where the target gives none.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>Gives the password of every connection; it wins over the target's.</summary>
    public Func<CredentialRequest, CancellationToken, ValueTask<Secret>>? Credentials { get; init; }

    /// <summary>Takes warnings and the server's notices.</summary>
    public required Action<Errors.Notice> Notify { get; init; }

    /// <summary>The clock of every time limit.</summary>
    public required TimeProvider Time { get; init; }
}
