using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.PgBouncer;

/// <summary>A throwaway PgBouncer in transaction mode before a test PostgreSQL, with TLS towards the client and the server.</summary>
public sealed class PgBouncerServer : IAsyncDisposable
{
    public const string Host = "127.0.0.1";

    readonly TemporaryFolder folder;
    readonly ServerProcess process;

    PgBouncerServer(TemporaryFolder folder, ServerProcess process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The folder of the Unix socket.</summary>
    public string SocketFolder => folder.Location;

    /// <summary>The pooler's log from its start.</summary>
    public string Log => process.Log;

    internal static string? Program => Executables.Find("pgbouncer");

    /// <summary>
    /// Starts a pooler. Its users are those of the server that have a password; it demands that password by SCRAM and uses it towards the server.
    /// The client may use TLS or not; towards the server TLS is verified. The database <c>pgbouncer</c> is its console, for the user
    /// <see cref="PostgresUsers.Scram"/>.
    /// </summary>
    public static async Task<PgBouncerServer> StartAsync(
        PostgresServer server,
        IReadOnlyDictionary<string, string>? settings = null,
        CancellationToken cancellationToken = default
    )
    {
        var program = Program ?? throw new InvalidOperationException(ServerAvailability.PgBouncer.Reason);
        var folder = TemporaryFolder.ForServer();
        try
        {
            var port = LoopbackPort.Free();
            var files = server.Pki.Server(ServerCertificate.Good);
            foreach (
                var (name, source) in new[] { ("server.crt", files.Certificate), ("server.key", files.Key), ("ca.crt", server.Pki.Root) }
            )
                folder.Install(name, await File.ReadAllTextAsync(source, cancellationToken));
            string[] users = [PostgresUsers.Scram, PostgresUsers.ClearText, PostgresUsers.Md5];
            folder.Write("users.txt", string.Concat(users.Select(user => $"\"{user}\" \"{PostgresUsers.Password}\"\n")));
            folder.Write("pgbouncer.ini", Configuration(folder, server, port, settings));

            var process = ServerProcess.Start(folder, "KILL", [program, folder["pgbouncer.ini"]]);
            var pooler = new PgBouncerServer(folder, process, port);
            await pooler.UntilReadyAsync(cancellationToken);
            return pooler;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitUntilAsync(token => LoopbackPort.AcceptsAsync(Port, token), "PgBouncer", cancellationToken);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    static string Configuration(TemporaryFolder folder, PostgresServer server, int port, IReadOnlyDictionary<string, string>? settings)
    {
        var all = new Dictionary<string, string>
        {
            ["listen_addr"] = LoopbackPort.HasIPv6 ? "127.0.0.1,::1" : "127.0.0.1",
            ["listen_port"] = $"{port}",
            ["unix_socket_dir"] = folder.Location,
            ["pool_mode"] = "transaction",
            ["auth_type"] = "scram-sha-256",
            ["auth_file"] = folder["users.txt"],
            ["admin_users"] = PostgresUsers.Scram,
            ["client_tls_sslmode"] = "allow",
            ["client_tls_cert_file"] = folder["server.crt"],
            ["client_tls_key_file"] = folder["server.key"],
            ["client_tls_ca_file"] = folder["ca.crt"],
            ["server_tls_sslmode"] = "verify-full",
            ["server_tls_ca_file"] = folder["ca.crt"],
            ["ignore_startup_parameters"] = "extra_float_digits",
        };
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            all[name] = value;
        return $"""
            [databases]
            * = host=localhost port={server.Port}

            [pgbouncer]
            {string.Join('\n', all.Select(setting => $"{setting.Key} = {setting.Value}"))}

            """;
    }
}
