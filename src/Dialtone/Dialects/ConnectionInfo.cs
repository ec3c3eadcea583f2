namespace Dialtone.Dialects;

/// <summary>What a connection is connected to, and how: as it is now, not as the target asks for it.</summary>
public sealed record ConnectionInfo
{
    /// <summary>The server's product: <c>PostgreSQL</c>, <c>MariaDB</c>, <c>MySQL</c> or <c>SQLite</c>.</summary>
    public required string Server { get; init; }

    /// <summary>The server's version, as it says itself.</summary>
    public required string ServerVersion { get; init; }

    /// <summary>The host of the target that was used: its name, address or socket folder; empty for a database in a file.</summary>
    public string Host { get; init; } = "";

    /// <summary>The address that was connected to; <see langword="null"/> for a socket or a file, and where the driver does not tell.</summary>
    public string? Address { get; init; }

    /// <summary>The port, or 0.</summary>
    public int Port { get; init; }

    /// <summary>The database; for SQLite its file, or empty in memory.</summary>
    public string Database { get; init; } = "";

    /// <summary>The user as whom statements run; empty where there are none.</summary>
    public string User { get; init; } = "";

    /// <summary>The server's number of this session, or 0.</summary>
    public long SessionId { get; init; }

    /// <summary>Whether the server is a primary or a standby of one.</summary>
    public ServerRole Role { get; init; }

    /// <summary>Whether the session refuses changes at this moment.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>How TLS encrypts the line; <see langword="null"/> if it does not.</summary>
    public TlsInfo? Tls { get; init; }

    /// <summary>Whether GSSAPI, that is Kerberos, encrypts the line instead of TLS.</summary>
    public bool IsGssEncrypted { get; init; }
}
