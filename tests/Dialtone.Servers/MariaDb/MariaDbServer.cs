using Dialtone.Servers.Certificates;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.MariaDb;

/// <summary>A throwaway MariaDB with TLS on a free loopback port, gone when disposed or when the test process ends.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    public const string Host = "127.0.0.1";

    /// <summary>The database that every user may do anything in.</summary>
    public const string Database = "dialtone";

    readonly MariaDbInstallation installation;
    readonly TemporaryFolder folder;
    readonly ServerProcess process;

    MariaDbServer(MariaDbInstallation installation, Pki pki, TemporaryFolder folder, ServerProcess process, int port)
    {
        this.installation = installation;
        this.folder = folder;
        this.process = process;
        Pki = pki;
        Port = port;
    }

    public Pki Pki { get; }

    public int Port { get; }

    /// <summary>The Unix socket.</summary>
    public string SocketFile => folder["socket"];

    /// <summary>The server's log from its start.</summary>
    public string Log => process.Log;

    /// <param name="pki">Whose certificates it has.</param>
    /// <param name="certificate">Which of them.</param>
    /// <param name="settings">More lines for my.cnf, which win.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<MariaDbServer> StartAsync(
        Pki pki,
        ServerCertificate certificate = ServerCertificate.Good,
        string settings = "",
        CancellationToken cancellationToken = default
    )
    {
        var installation = MariaDbInstallation.Find() ?? throw new InvalidOperationException(ServerAvailability.MariaDb.Reason);
        var folder = TemporaryFolder.ForServer();
        try
        {
            var port = LoopbackPort.Free();
            InstallCertificate(folder, pki.Server(certificate));
            folder.Install("ca.crt", await File.ReadAllTextAsync(pki.Root, cancellationToken));
            folder.Write("setup.sql", MariaDbUsers.SetupScript);
            folder.Write("my.cnf", $"{Settings(folder, port)}\n{settings}");

            string[] create =
            [
                $"--defaults-file={folder["my.cnf"]}",
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
                "--skip-name-resolve",
            ];
            var created = await new Command(installation.Install, create).AsServiceAccount().RunAsync(cancellationToken);
            created.Expect("mariadb-install-db");

            string[] command = [installation.Server, $"--defaults-file={folder["my.cnf"]}", $"--init-file={folder["setup.sql"]}"];
            var process = ServerProcess.Start(folder, "KILL", command);
            var server = new MariaDbServer(installation, pki, folder, process, port);
            await server.UntilReadyAsync(cancellationToken);
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Presents another certificate from now on. Returns when a new connection sees it.</summary>
    public Task UseCertificateAsync(ServerCertificate kind, CancellationToken cancellationToken = default) =>
        UseCertificateAsync(Pki.Server(kind), cancellationToken);

    /// <inheritdoc cref="UseCertificateAsync(ServerCertificate, CancellationToken)"/>
    public async Task UseCertificateAsync(CertificateFiles files, CancellationToken cancellationToken = default)
    {
        InstallCertificate(folder, files);
        await ExecuteAsync("flush ssl", cancellationToken);
        await TlsProbe.UntilPresentedAsync(TlsProbe.MySql, Port, files, () => null, cancellationToken);
    }

    /// <summary>Runs SQL as root through the Unix socket and returns the rows, tab-separated and without headings.</summary>
    public async Task<string> ExecuteAsync(string sql, CancellationToken cancellationToken = default)
    {
        var result = await RunClientAsync([$"--socket={SocketFile}", "--user=root", "--execute", sql], cancellationToken);
        return result.Expect("mariadb").TrimEnd('\n');
    }

    /// <summary>Runs MariaDB's own client, batch mode, without its configuration files.</summary>
    public Task<CommandResult> RunClientAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default) =>
        new Command(installation.Client, ["--no-defaults", "--batch", "--skip-column-names", .. arguments]).RunAsync(cancellationToken);

    public ValueTask DisposeAsync() => process.DisposeAsync();

    async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitUntilAsync(
                _ => Task.FromResult(Log.Contains("ready for connections", StringComparison.Ordinal)),
                "MariaDB",
                cancellationToken
            );
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    static void InstallCertificate(TemporaryFolder folder, CertificateFiles files)
    {
        folder.Install("server.key", File.ReadAllText(files.Key));
        folder.Install("server.crt", File.ReadAllText(files.Certificate));
    }

    static string Settings(TemporaryFolder folder, int port) =>
        $"""
            [mysqld]
            datadir={folder["data"]}
            socket={folder["socket"]}
            pid-file={folder["pid"]}
            tmpdir={folder.Location}
            port={port}
            bind-address={(LoopbackPort.HasIPv6 ? "127.0.0.1,::1" : "127.0.0.1")}
            skip-name-resolve
            character-set-server=utf8mb4
            ssl-ca={folder["ca.crt"]}
            ssl-cert={folder["server.crt"]}
            ssl-key={folder["server.key"]}
            innodb-flush-log-at-trx-commit=0
            innodb-buffer-pool-size=32M
            innodb-log-file-size=8M
            innodb-doublewrite=OFF
            performance-schema=OFF

            """;
}
