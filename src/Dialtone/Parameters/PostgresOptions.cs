using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>The parameters of a PostgreSQL target as typed values.</summary>
sealed record PostgresOptions
{
    /// <summary>libpq's default files, by keyword, in its folder for certificates.</summary>
    public static ImmutableArray<(string Keyword, string FileName)> DefaultFiles { get; } =
    [("sslcert", "postgresql.crt"), ("sslkey", "postgresql.key"), ("sslrootcert", "root.crt"), ("sslcrl", "root.crl")];

    public required ImmutableArray<HostPlan> Hosts { get; init; }
    public required string User { get; init; }
    public required string Database { get; init; }

    /// <summary>The time for each address, from the socket to the end of the login; <see langword="null"/> is without limit.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    public SslMode SslMode { get; init; }
    public SslNegotiation SslNegotiation { get; init; }
    public SslCertMode SslCertMode { get; init; }

    /// <summary>Trust what the operating system trusts (<c>sslrootcert=system</c>); then there is no <see cref="RootCertificate"/>.</summary>
    public bool UseSystemRoots { get; init; }

    /// <summary>The file of trusted roots; <see langword="null"/> with system roots, or without a home folder to have a default in.</summary>
    public FileSetting? RootCertificate { get; init; }

    public FileSetting? ClientCertificate { get; init; }
    public FileSetting? ClientKey { get; init; }
    public Secret? ClientKeyPassword { get; init; }

    /// <summary>The revocation list; <see langword="null"/> with system roots, for which libpq reads none.</summary>
    public FileSetting? RevocationList { get; init; }

    public FileSetting? RevocationDirectory { get; init; }
    public bool ServerNameIndication { get; init; }

    /// <summary>The oldest TLS version; <see langword="null"/> leaves it to the TLS library.</summary>
    public TlsVersion? MinimumTls { get; init; }

    /// <summary>The newest TLS version; <see langword="null"/> leaves it to the TLS library.</summary>
    public TlsVersion? MaximumTls { get; init; }

    public ChannelBinding ChannelBinding { get; init; }
    public RequireAuth RequireAuth { get; init; } = RequireAuth.Anything;

    /// <summary>The operating system's user that the server behind a Unix socket must run as; <see langword="null"/> for any.</summary>
    public string? RequirePeer { get; init; }

    public GssEncryptionMode GssEncryptionMode { get; init; }
    public string KerberosServiceName { get; init; } = "";
    public bool GssDelegation { get; init; }
    public TargetSessionAttrs TargetSessionAttrs { get; init; }
    public LoadBalanceHosts LoadBalanceHosts { get; init; }

    /// <summary>The encoding that was asked for, or <see langword="null"/> for the server's choice.</summary>
    public string? ClientEncoding { get; init; }

    /// <summary>The <c>options</c> of the start-up packet; may be empty.</summary>
    public string StartupOptions { get; init; } = "";

    /// <summary>The name to send, or <see langword="null"/> to send none.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>Session settings of the environment (<c>PGTZ</c> …) to send at start-up.</summary>
    public ImmutableArray<(string Name, string Value)> SessionSettings { get; init; } = [];

    /// <summary>The file that the keys of TLS connections are written to.</summary>
    public string? KeyLogFile { get; init; }

    public TcpKeepalive Keepalive { get; init; }

    /// <summary>How long sent data may stay unacknowledged; <see langword="null"/> leaves it to the operating system.</summary>
    public TimeSpan? TcpUserTimeout { get; init; }

    /// <summary>Reads and validates the values in libpq's order, so that of several errors the same one is reported.</summary>
    /// <exception cref="Errors.DatabaseException">A value or a combination is wrong; in libpq's words.</exception>
    public static PostgresOptions From(ResolvedTarget target) => new PostgresOptionsReader(target).Read();
}
