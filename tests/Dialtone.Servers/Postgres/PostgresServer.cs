using System.Globalization;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Postgres;

/// <summary>A throwaway PostgreSQL with TLS on a free loopback port, gone when disposed or when the test process ends.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    readonly TemporaryFolder folder;
    readonly ServerProcess process;

    PostgresServer(PostgresInstallation installation, Pki pki, TemporaryFolder folder, ServerProcess process, int port)
    {
        Installation = installation;
        Pki = pki;
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    public const string Host = "127.0.0.1";

    /// <summary>The database that is there from the start.</summary>
    public const string Database = "postgres";

    public const string SuperUser = "postgres";

    public PostgresInstallation Installation { get; }

    public Pki Pki { get; }

    public int Port { get; }

    /// <summary>The process id of the postmaster.</summary>
    public int ProcessId => int.Parse(File.ReadLines(PostgresCluster.ProcessFile(folder)).First(), CultureInfo.InvariantCulture);

    /// <summary>The folder of the Unix socket: <c>host=</c> this, with <see cref="Port"/>.</summary>
    public string SocketFolder => folder.Location;

    /// <summary>The server's log from its start.</summary>
    public string Log => process.Log;

    /// <summary>How many connections the server received since its start, refused ones included.</summary>
    public int ConnectionCount => Log.Split("connection received: ").Length - 1;

    public static async Task<PostgresServer> StartAsync(
        PostgresRelease release,
        Pki pki,
        PostgresOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var installation = PostgresInstallation.Find(release) ?? throw new InvalidOperationException(ServerAvailability.Of(release).Reason);
        var folder = TemporaryFolder.ForServer();
        try
        {
            var port = LoopbackPort.Free();
            var process = await PostgresCluster.StartAsync(installation, pki, folder, port, options ?? new(), cancellationToken);
            return new(installation, pki, folder, process, port);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A streaming standby of this server, open for reading.</summary>
    public async Task<PostgresServer> StartReplicaAsync(CancellationToken cancellationToken = default)
    {
        var standby = TemporaryFolder.ForServer();
        try
        {
            var port = LoopbackPort.Free();
            var copy = await PostgresCluster.ReplicateAsync(this, standby, port, cancellationToken);
            return new(Installation, Pki, standby, copy, port);
        }
        catch
        {
            standby.Dispose();
            throw;
        }
    }

    /// <summary>Kills one of the server's processes: it ends all others, recovers from its log and opens again. Returns when it has.</summary>
    public async Task CrashAsync(CancellationToken cancellationToken = default)
    {
        var before = Log.Length;
        var process = await ExecuteAsync("select pid from pg_stat_activity where backend_type = 'walwriter'", cancellationToken);
        Posix.Signal(int.Parse(process, CultureInfo.InvariantCulture), Posix.Kill);
        await Polling.UntilAsync(
            _ => Task.FromResult(Log[before..].Contains("database system is ready", StringComparison.Ordinal)),
            Limits.Effect,
            () => $"PostgreSQL does not recover:\n{Log[before..]}",
            cancellationToken
        );
    }

    /// <summary>Presents another certificate from now on. Returns when a new connection sees it.</summary>
    public Task UseCertificateAsync(ServerCertificate kind, CancellationToken cancellationToken = default) =>
        UseCertificateAsync(Pki.Server(kind), cancellationToken);

    /// <inheritdoc cref="UseCertificateAsync(ServerCertificate, CancellationToken)"/>
    /// <exception cref="InvalidOperationException">The server's OpenSSL does not load it.</exception>
    public async Task UseCertificateAsync(CertificateFiles files, CancellationToken cancellationToken = default)
    {
        var before = Log.Length;
        PostgresCluster.InstallCertificate(folder, files);
        Reload();
        await Polling.UntilAsync(
            _ => Task.FromResult(Log[before..].Contains("reloading configuration files", StringComparison.Ordinal)),
            Limits.Effect,
            () => $"PostgreSQL does not reload:\n{Log}",
            cancellationToken
        );
        await TlsProbe.UntilPresentedAsync(TlsProbe.Postgres, Port, files, Refusal, cancellationToken);

        string? Refusal() => Log[before..] is var since && since.Contains("was not reloaded", StringComparison.Ordinal) ? since : null;
    }

    /// <summary>Has the server read its configuration again; what changes when is the server's business.</summary>
    public void Reload() => Posix.Signal(ProcessId, Posix.Hangup);

    /// <summary>Runs SQL as superuser through the Unix socket and returns what <c>psql -At</c> prints.</summary>
    public async Task<string> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        string[] arguments =
        [
            "-X",
            "-A",
            "-t",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            SocketFolder,
            "-p",
            $"{Port}",
            "-U",
            SuperUser,
            "-c",
            sql,
            Database,
        ];
        var result = await new Psql().RunAsync(arguments, cancellationToken);
        return result.Expect("psql").TrimEnd('\n');
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
