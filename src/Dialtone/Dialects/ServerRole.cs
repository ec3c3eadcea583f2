namespace Dialtone.Dialects;

/// <summary>What a server is among its replicas.</summary>
public enum ServerRole
{
    /// <summary>It does not say.</summary>
    Unknown,

    /// <summary>It takes changes.</summary>
    Primary,

    /// <summary>It follows a primary.</summary>
    Standby,
}
