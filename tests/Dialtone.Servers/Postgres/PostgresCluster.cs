using System.Text;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Postgres;

/// <summary>The files of a cluster and how it comes to life.</summary>
static class PostgresCluster
{
    public static async Task<ServerProcess> StartAsync(
        PostgresInstallation installation,
        Pki pki,
        TemporaryFolder folder,
        int port,
        PostgresOptions options,
        CancellationToken cancellationToken
    )
    {
        string[] create = ["-D", Data(folder), "-U", PostgresServer.SuperUser, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
        var created = await new Command(installation.Program("initdb"), create).AsServiceAccount().RunAsync(cancellationToken);
        created.Expect("initdb");

        // Single-user mode: the users are there before anybody can connect, and no client is needed to make them.
        string[] single = ["--single", "-F", "-D", Data(folder), PostgresServer.Database];
        var setup = new Command(installation.Program("postgres"), single) { Input = PostgresUsers.SetupScript + options.Setup + "\n" };
        var configured = await setup.AsServiceAccount().RunAsync(cancellationToken);
        if (!configured.Succeeded || configured.Error.Contains("ERROR:", StringComparison.Ordinal))
            throw new InvalidOperationException($"Setting up the cluster failed:\n{configured.Error}");

        InstallCertificate(folder, pki.Server(options.Certificate));
        folder.Install("data/ca.crt", await File.ReadAllTextAsync(pki.Root, cancellationToken));
        await File.WriteAllTextAsync(
            Path.Combine(Data(folder), "pg_hba.conf"),
            options.HostBasedAuthentication + "\n" + PostgresUsers.HostBasedAuthentication,
            cancellationToken
        );
        if (options.IsStandby)
            folder.Install("data/standby.signal", "");
        await File.AppendAllTextAsync(Path.Combine(Data(folder), "postgresql.conf"), Settings(folder, port, options), cancellationToken);

        return await RunAsync(installation, folder, options.Environment, cancellationToken);
    }

    /// <summary>Copies a running server into a streaming standby of it.</summary>
    public static async Task<ServerProcess> ReplicateAsync(
        PostgresServer primary,
        TemporaryFolder folder,
        int port,
        CancellationToken cancellationToken
    )
    {
        string[] copy =
        [
            "-D",
            Data(folder),
            "-h",
            primary.SocketFolder,
            "-p",
            $"{primary.Port}",
            "-U",
            PostgresServer.SuperUser,
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
        ];
        var copied = await new Command(primary.Installation.Program("pg_basebackup"), copy).AsServiceAccount().RunAsync(cancellationToken);
        copied.Expect("pg_basebackup");
        // The last one of two settings counts.
        await File.AppendAllTextAsync(
            Path.Combine(Data(folder), "postgresql.conf"),
            $"port = {port}\nunix_socket_directories = '{folder.Location}'\n",
            cancellationToken
        );
        return await RunAsync(primary.Installation, folder, null, cancellationToken);
    }

    static async Task<ServerProcess> RunAsync(
        PostgresInstallation installation,
        TemporaryFolder folder,
        IReadOnlyDictionary<string, string?>? environment,
        CancellationToken cancellationToken
    )
    {
        string[] command = [installation.Program("postgres"), "-D", Data(folder)];
        var process = ServerProcess.Start(folder, "QUIT", command, environment: environment);
        try
        {
            await process.WaitUntilAsync(_ => Task.FromResult(IsReady(folder)), "PostgreSQL", cancellationToken);
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public static string ProcessFile(TemporaryFolder folder) => Path.Combine(Data(folder), "postmaster.pid");

    public static void InstallCertificate(TemporaryFolder folder, CertificateFiles files)
    {
        folder.Install("data/server.key", File.ReadAllText(files.Key));
        folder.Install("data/server.crt", File.ReadAllText(files.Certificate));
    }

    static string Data(TemporaryFolder folder) => folder["data"];

    // The eighth line of postmaster.pid is what pg_ctl waits for, too.
    static bool IsReady(TemporaryFolder folder)
    {
        try
        {
            return File.ReadLines(ProcessFile(folder)).ElementAtOrDefault(7)?.Trim() is "ready" or "standby";
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    static string Settings(TemporaryFolder folder, int port, PostgresOptions options)
    {
        var settings = new Dictionary<string, string>
        {
            ["listen_addresses"] = LoopbackPort.HasIPv6 ? "'127.0.0.1,::1'" : "'127.0.0.1'",
            ["port"] = $"{port}",
            ["unix_socket_directories"] = $"'{folder.Location}'",
            ["fsync"] = "off",
            ["synchronous_commit"] = "off",
            ["full_page_writes"] = "off",
            ["autovacuum"] = "off",
            ["shared_buffers"] = "16MB",
            ["max_prepared_transactions"] = "10",
            ["log_connections"] = "on",
            ["log_line_prefix"] = "'%m [%p] %q%u@%d '",
            ["log_timezone"] = "'UTC'",
            ["timezone"] = "'UTC'",
            ["password_encryption"] = "'scram-sha-256'",
            ["ssl"] = options.Tls ? "on" : "off",
            ["ssl_ca_file"] = "'ca.crt'",
        };
        foreach (var (name, value) in options.Settings)
            settings[name] = value;
        var text = new StringBuilder();
        foreach (var (name, value) in settings)
            text.Append(name).Append(" = ").Append(value).Append('\n');
        return text.ToString();
    }
}
