using System.Runtime.Versioning;
using Dialtone.Cli.Commands;
using Dialtone.Cli.Demo.Sample;

namespace Dialtone.Cli.Demo;

/// <summary>One run of <c>dialtone demo</c>: builds a database, shows it, and clears up.</summary>
sealed class DemoRun(CommandContext context, DemoRequest request)
{
    const string FolderVariable = "DIALTONE_POSTGRES";

    readonly CancellationToken cancellation = context.Interrupts.Token;
    readonly DemoProgress progress = new(context.Io);

    /// <summary>Runs the demo on PostgreSQL, or on SQLite where there is none.</summary>
    public async Task<int> RunAsync()
    {
        SetEnvironmentAside();
        if (OperatingSystem.IsWindows() || await FindPostgresAsync() is not { } binaries)
        {
            context.Io.Say($"No PostgreSQL here: the demo runs on SQLite, which has no TLS to show. {PostgresPackage.Advice()}");
            await RunOnSqliteAsync();
        }
        else
        {
            await RunOnPostgresAsync(binaries);
        }

        return ExitCodes.Fine;
    }

    async Task<PostgresBinaries?> FindPostgresAsync()
    {
        if (request.PostgresFolder is { } asked)
        {
            return await PostgresBinaries.InAsync(asked, cancellation)
                ?? throw new UsageException(
                    $"there is no PostgreSQL server in {asked}",
                    "--postgres",
                    "name the folder that holds initdb, pg_ctl and postgres"
                );
        }

        if (Environment.GetEnvironmentVariable(FolderVariable) is not { Length: > 0 } named)
        {
            return await PostgresBinaries.FindAsync(Environment.GetEnvironmentVariable("PATH"), cancellationToken: cancellation);
        }

        var binaries = await PostgresBinaries.InAsync(named, cancellation);
        if (binaries is null)
        {
            context.Io.Say($"{FolderVariable}={named} names no folder with initdb, pg_ctl and postgres.");
        }

        return binaries;
    }

    [UnsupportedOSPlatform("windows")]
    async Task RunOnPostgresAsync(PostgresBinaries binaries)
    {
        if (request.Port is not null)
        {
            // Before anything is made. The start asks again.
            _ = LoopbackPort.Choose(request.Port);
        }

        var account = await ServerAccount.ChooseAsync(cancellation);
        var folder = DemoFolder.CreateFor(account);
        var server = new DemoServer(binaries, account, folder);
        await using var guard = DemoGuard.Start(folder.Root, server.PidFile, server.Control);
        var tables = Task.Run(SampleShop.Create, cancellation);
        var asWhom = account.User is null ? "" : $", as user {account.User}";
        context.Io.Say($"PostgreSQL {binaries.Version} from {binaries.Folder}{asWhom}");
        await progress.RunAsync(
            "a CA, a server certificate, a client certificate",
            () => Task.Run(() => DemoCertificates.Write(folder, DemoTarget.User), cancellation)
        );
        await progress.RunAsync($"a data folder in {folder.Root}", () => server.InitializeAsync(cancellation));
        var port = await progress.RunAsync(
            "a server that demands TLS and a client certificate",
            () => server.StartAsync(request.Port, cancellation)
        );
        await ShowAsync(DemoStage.Postgres(folder, server, port), SampleDialect.Postgres, await tables, guard);
    }

    async Task RunOnSqliteAsync()
    {
        var folder = DemoFolder.Create();
        await using var guard = DemoGuard.Start(folder.Root, "", []);
        await ShowAsync(DemoStage.Sqlite(folder), SampleDialect.Sqlite, SampleShop.Create(), guard);
    }

    async Task ShowAsync(DemoStage stage, SampleDialect dialect, IReadOnlyList<SampleTable> tables, DemoGuard guard)
    {
        var options = new EngineOptions
        {
            Pooling = false,
            TextOnly = true,
            StrictTls = true,
            OnNotice = request.Quiet ? null : notice => context.Io.Say($"{notice.Severity}:  {notice.Text}"),
        };
        await using (var engine = stage.Target.CreateEngine(options))
        {
            await progress.RunAsync(
                $"a film rental shop: {tables.Count} tables, {tables.Sum(table => table.Rows.Count)} rows",
                () => SampleLoader.LoadAsync(engine, dialect, tables, cancellation)
            );
            progress.Finish();
            guard.Keep = request.Keep;
            try
            {
                await new DemoShow(context, stage, options).RunAsync(engine, request.Scripts);
            }
            finally
            {
                if (request.Keep)
                {
                    context.Io.Say($"\nKept. To end it:\n  {stage.StopCommand}");
                }
            }
        }
    }

    /// <summary>The demo is about its own parameters: the person's settings for other servers would only get in the way.</summary>
    void SetEnvironmentAside()
    {
        string[] names =
        [
            .. Environment
                .GetEnvironmentVariables()
                .Keys.OfType<string>()
                .Where(name => name.StartsWith("PG", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
        foreach (var name in names)
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        if (names.Length > 0)
        {
            context.Io.Say($"set aside for the demo: {string.Join(", ", names)}");
        }
    }
}
