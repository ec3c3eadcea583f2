using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>The parameters of a MySQL or MariaDB target as typed values.</summary>
sealed record MySqlOptions
{
    public required ImmutableArray<HostPlan> Hosts { get; init; }
    public required string User { get; init; }

    /// <summary>The database, or <see langword="null"/> to choose none.</summary>
    public string? Database { get; init; }

    public MySqlSslMode SslMode { get; init; }
    public string? CertificateAuthority { get; init; }
    public string? CertificateAuthorityDirectory { get; init; }
    public string? ClientCertificate { get; init; }
    public string? ClientKey { get; init; }
    public Secret? ClientKeyPassword { get; init; }
    public string? RevocationList { get; init; }
    public string? RevocationDirectory { get; init; }

    /// <summary>Cipher suites in OpenSSL's spelling, or <see langword="null"/> for the TLS library's choice.</summary>
    public string? Ciphers { get; init; }

    /// <summary>The TLS versions that may be used; empty leaves it to the TLS library.</summary>
    public ImmutableArray<TlsVersion> TlsVersions { get; init; } = [];

    public string? Charset { get; init; }
    public string? Collation { get; init; }
    public string? InitCommand { get; init; }
    public string? ProgramName { get; init; }

    /// <summary>The time for opening a connection; <see langword="null"/> leaves it to the driver.</summary>
    public TimeSpan? ConnectTimeout { get; init; }

    /// <summary>The time for an answer of the server; <see langword="null"/> leaves it to the driver.</summary>
    public TimeSpan? ReadTimeout { get; init; }

    public bool Compress { get; init; }
    public bool LocalInfile { get; init; }

    /// <summary>Reads and validates the values.</summary>
    /// <exception cref="Errors.DatabaseException">A value or a combination is wrong.</exception>
    public static MySqlOptions From(ResolvedTarget target) => new MySqlOptionsReader(target).Read();
}
