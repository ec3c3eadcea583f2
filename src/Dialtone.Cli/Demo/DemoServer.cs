namespace Dialtone.Cli.Demo;

/// <summary>A PostgreSQL server of our own that lets nobody in without TLS and a client certificate.</summary>
/// <param name="binaries">Its programs.</param>
/// <param name="account">As whom it runs.</param>
/// <param name="folder">Where its files are.</param>
sealed class DemoServer(PostgresBinaries binaries, ServerAccount account, DemoFolder folder)
{
    const string Administrator = "postgres";
    const int StartAttempts = 3;

    // There is no other line on purpose: no password, no socket, no plain connection, not even for the administrator.
    const string HostBasedAuthentication = """
        # TYPE   DATABASE  USER  ADDRESS       METHOD
        hostssl  all       all   127.0.0.1/32  cert
        hostssl  all       all   ::1/128       cert
        """;

    /// <summary>The command that controls the server, without its verb.</summary>
    public IReadOnlyList<string> Control => account.Wrap(binaries["pg_ctl"], "-D", folder.Data, "-w", "-t", "30");

    /// <summary>What exists while the server runs.</summary>
    public string PidFile => Path.Combine(folder.Data, "postmaster.pid");

    /// <summary>How a person stops the server and removes its files, as a command line.</summary>
    public string StopCommand => $"{ShellText.Join([.. Control, "-m", "fast", "stop"])}; rm -rf {ShellText.Quote(folder.Root)}";

    /// <summary>Makes the data folder, with its own certificates and one database for one user.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await account.OwnAsync(folder.Server, cancellationToken);
        await RunAsync(
            [
                binaries["initdb"],
                "-D",
                folder.Data,
                "-U",
                Administrator,
                "--auth=reject",
                "--no-sync",
                "--encoding=UTF8",
                "--lc-collate=C",
                // The one UTF-8 locale that is always there, so that upper() knows more than ASCII.
                $"--lc-ctype={(OperatingSystem.IsMacOS() ? "en_US.UTF-8" : "C.UTF-8")}",
                "--lc-messages=C",
            ],
            "",
            cancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "pg_hba.conf"), HostBasedAuthentication + "\n", cancellationToken);

        // In single-user mode the administrator needs no way in. A statement ends with an empty line there.
        await RunAsync(
            [
                binaries["postgres"],
                "--single",
                "-j",
                "-F",
                "-c",
                "exit_on_error=on",
                "-c",
                "log_checkpoints=off",
                "-D",
                folder.Data,
                Administrator,
            ],
            $"create role {DemoTarget.User} login;\n\ncreate database {DemoTarget.DatabaseName} owner {DemoTarget.User};\n\n",
            cancellationToken
        );
    }

    /// <summary>Starts the server and returns its port once it takes connections.</summary>
    /// <param name="asked">The port to listen on, or <see langword="null"/> for a free one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="UsageException">The port is taken, or the server did not start.</exception>
    public async Task<int> StartAsync(int? asked, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.Choose(asked);
            var problem = await TryStartAsync(port, cancellationToken);
            if (problem is null)
            {
                return port.Number;
            }

            // Between the choice and the start somebody else may have taken a free port.
            if (asked is not null || attempt == StartAttempts)
            {
                throw new UsageException($"PostgreSQL did not start on port {port.Number}", binaries["pg_ctl"], $"its log says: {problem}");
            }
        }
    }

    async Task<string?> TryStartAsync(LoopbackPort port, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(folder.Data, "postgresql.auto.conf"), Settings(port), cancellationToken);
        File.Delete(folder.Log);
        var (exitCode, output) = await ChildProgram.RunAsync(
            [.. Control, "-l", folder.Log, "start"],
            folder.Root,
            cancellationToken: cancellationToken
        );
        var log = File.Exists(folder.Log) ? await File.ReadAllTextAsync(folder.Log, cancellationToken) : output;
        if (exitCode != 0)
        {
            return LastLines(log);
        }

        // With one address of two taken, PostgreSQL starts and only warns; localhost might then lead to somebody else's server.
        if (!log.Contains("could not create listen socket", StringComparison.Ordinal))
        {
            return null;
        }

        await ChildProgram.RunAsync([.. Control, "-m", "fast", "stop"], folder.Root, cancellationToken: cancellationToken);
        return LastLines(log);
    }

    string Settings(LoopbackPort port) =>
        $"""
            listen_addresses = '{string.Join(',', port.Addresses)}'
            port = {port.Number}
            unix_socket_directories = ''
            ssl = on
            ssl_cert_file = '{SettingPath(DemoCertificates.ServerCertificate)}'
            ssl_key_file = '{SettingPath(DemoCertificates.ServerKey)}'
            ssl_ca_file = '{SettingPath(DemoCertificates.Root)}'
            ssl_min_protocol_version = 'TLSv1.2'
            fsync = off
            full_page_writes = off
            synchronous_commit = off
            wal_level = minimal
            max_wal_senders = 0
            timezone = 'UTC'
            log_timezone = 'UTC'

            """;

    string SettingPath(string file) => Path.Combine(folder.Server, file).Replace("'", "''", StringComparison.Ordinal);

    async Task RunAsync(IReadOnlyList<string> command, string input, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await ChildProgram.RunAsync(account.Wrap(command), folder.Root, input, cancellationToken);
        if (exitCode != 0)
        {
            throw new UsageException(
                $"{Path.GetFileName(command[0])} failed with exit code {exitCode}",
                command[0],
                $"it said: {LastLines(output)}"
            );
        }
    }

    static string LastLines(string text) => string.Join('\n', text.Trim().Split('\n').TakeLast(8));
}
