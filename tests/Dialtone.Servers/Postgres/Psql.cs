using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Postgres;

/// <summary>psql, the oracle: what libpq does with the same parameters. Sees no PG* variable and no home folder but those it is given.</summary>
public sealed record Psql
{
    /// <summary>Speak as libpq 18 instead of the libpq that psql came with.</summary>
    public bool WithLibpq18 { get; init; }

    /// <summary>Variables to set; null removes one.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The home folder, for <c>~/.postgresql</c> and the like; an empty one when null.</summary>
    public string? Home { get; init; }

    /// <summary>Sent to standard input.</summary>
    public string Input { get; init; } = "";

    public TimeSpan Limit { get; init; } = Limits.Command;

    public async Task<CommandResult> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        using var empty = Home is null ? new TemporaryFolder() : null;
        var environment = new Dictionary<string, string?>(Environment);
        environment.TryAdd("HOME", Home ?? empty!.Location);
        if (WithLibpq18)
            environment["LD_LIBRARY_PATH"] = Libpq18;
        var command = new Command(Program, [.. arguments])
        {
            Environment = environment,
            Input = Input,
            Limit = Limit,
        };
        return await command.RunAsync(cancellationToken);
    }

    /// <summary>One query over a connection string: its rows, tab-free and without headings, or what psql says against it.</summary>
    public Task<CommandResult> QueryAsync(string target, string sql, CancellationToken cancellationToken = default) =>
        RunAsync(["-X", "-A", "-t", "-w", "-c", sql, "-d", target], cancellationToken);

    static string Program =>
        PostgresInstallation.FindPsql() ?? throw new InvalidOperationException("psql is missing (package postgresql-client).");

    static string Libpq18 =>
        PostgresInstallation.Find(PostgresRelease.V18)?.Libraries
        ?? throw new InvalidOperationException(ServerAvailability.Of(PostgresRelease.V18).Reason);
}
