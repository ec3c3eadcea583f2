using System.Collections.Concurrent;
using Dialtone.Dialects;
using Dialtone.Dialects.Postgres;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using Npgsql;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The PostgreSQL dialect with surroundings of the test's own: environment, home folder, time.</summary>
sealed class TestConnector : IAsyncDisposable
{
    readonly Connector connector;

    TestConnector(Connector connector, ConcurrentQueue<Notice> notices) => (this.connector, Notices) = (connector, notices);

    /// <summary>What was announced while connections were open or opened.</summary>
    public ConcurrentQueue<Notice> Notices { get; }

    /// <summary>The warnings about the target itself.</summary>
    public IReadOnlyList<string> Warnings => connector.Target.Warnings;

    /// <summary>What is wrong with the files that TLS would need; null if nothing is.</summary>
    public string? TlsFilesProblem
    {
        get
        {
            try
            {
                TlsPolicy.Load(PostgresTls.SettingsOf(new PostgresTarget(connector.Target).Options, isStrict: false));
                return null;
            }
            catch (DatabaseException failure)
            {
                return failure.Failure.What;
            }
        }
    }

    /// <summary>Resolves a target; nothing of the process's environment or home folder can get in.</summary>
    /// <param name="target">A keyword/value string or URL.</param>
    /// <param name="environment">The environment variables.</param>
    /// <param name="home">The home folder; none if null.</param>
    /// <param name="change">Other options than one unpooled connection, read as text, with a limit of 20 seconds.</param>
    public static TestConnector Create(
        string target,
        IReadOnlyDictionary<string, string>? environment = null,
        string? home = null,
        Func<ConnectorOptions, ConnectorOptions>? change = null
    )
    {
        var context = new ResolutionContext
        {
            Environment = name => environment?.GetValueOrDefault(name),
            HomeDirectory = home,
            UserName = "nobody",
        };
        var notices = new ConcurrentQueue<Notice>();
        var options = new ConnectorOptions
        {
            TextOnly = true,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            StatementTimeout = TimeSpan.Zero,
            Notify = notices.Enqueue,
            Time = TimeProvider.System,
        };
        var resolved = PostgresDialect.Row.Resolve(Target.Parse(target, []), context);
        return new(PostgresDialect.Row.CreateConnector(resolved, change?.Invoke(options) ?? options), notices);
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        (NpgsqlConnection)await connector.OpenAsync(cancellationToken);

    /// <summary>Opens a connection and asks for one text.</summary>
    public async Task<string?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection) { AllResultTypesAreUnknown = true };
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    /// <summary>Opens a connection and asks whether it is encrypted: <c>TLS</c> or <c>plain</c>.</summary>
    public async Task<string> EncryptionAsync(CancellationToken cancellationToken) =>
        await AskAsync("select case when ssl then 'TLS' else 'plain' end from pg_stat_ssl where pid = pg_backend_pid()", cancellationToken)
        ?? "plain";

    public ValueTask DisposeAsync() => connector.DisposeAsync();
}
