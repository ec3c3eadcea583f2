using Dialtone.Servers.Certificates;

namespace Dialtone.Servers.Postgres;

/// <summary>What a test wants different from the usual server.</summary>
public sealed record PostgresOptions
{
    /// <summary>The certificate it starts with.</summary>
    public ServerCertificate Certificate { get; init; } = ServerCertificate.Good;

    /// <summary>False: a server that knows no TLS.</summary>
    public bool Tls { get; init; } = true;

    /// <summary>True: a server in recovery, as a replica is, that lets nobody write.</summary>
    public bool IsStandby { get; init; }

    /// <summary>Settings of postgresql.conf that win over the usual ones, values as they stand in the file.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Lines of pg_hba.conf that win over the usual ones.</summary>
    public string HostBasedAuthentication { get; init; } = "";

    /// <summary>Variables of the server's environment.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>SQL the superuser runs before the start, one statement per line.</summary>
    public string Setup { get; init; } = "";
}
