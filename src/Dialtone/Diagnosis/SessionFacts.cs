namespace Dialtone.Diagnosis;

/// <summary>What the server says about an open session.</summary>
sealed record SessionFacts
{
    /// <summary>Whether the server sees TLS; <see langword="null"/> if it does not say.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>The server's major version; <see langword="null"/> if it says none.</summary>
    public int? Release { get; init; }

    /// <summary>Why a pooler must stand between; <see langword="null"/> if nothing says so.</summary>
    public string? PoolerSign { get; init; }
}
