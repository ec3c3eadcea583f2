using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Backends;

/// <summary>PostgreSQL over TLS that is verified in full.</summary>
public sealed class PostgresBackend(TestServers servers, PostgresRelease release) : Backend(servers)
{
    public override Capabilities Capabilities =>
        Capabilities.Sessions | Capabilities.TwoPhase | Capabilities.Deadlocks | Capabilities.IsolationLevels;

    public override string Endless => "select pg_sleep(600)::text";

    public override string Password => PostgresUsers.Password;

    public override string TimeLimit => "select (setting::numeric / 1000)::text from pg_settings where name = 'statement_timeout'";

    public override string SessionId => "select pg_backend_pid()";

    public override string Identity => "id bigint generated always as identity primary key";

    public override IReadOnlyDictionary<Type, string> Types { get; } =
        new Dictionary<Type, string>
        {
            [typeof(bool)] = "boolean",
            [typeof(int)] = "int",
            [typeof(long)] = "bigint",
            [typeof(double)] = "double precision",
            [typeof(decimal)] = "numeric(28,8)",
            [typeof(string)] = "text",
            [typeof(byte[])] = "bytea",
            [typeof(DateOnly)] = "date",
            [typeof(TimeOnly)] = "time",
            [typeof(DateTime)] = "timestamp",
            [typeof(Guid)] = "uuid",
        };

    public override async Task<Engine> CreateAsync(EngineOptions? options = null)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(release));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await Servers.PostgresAsync(release);
        return Engine.Create(
            $"postgresql+psycopg2://{PostgresUsers.Scram}@localhost:{server.Port}/{PostgresServer.Database}",
            new()
            {
                ["password"] = PostgresUsers.Password,
                ["sslmode"] = "verify-full",
                ["sslrootcert"] = Servers.Pki.Root,
            },
            options
        );
    }

    public override string Numbers(int count) => $"select n, lpad(n::text, 100, '0') as filler from generate_series(1, {count}) n";

    public override string Kill(long session) => $"select pg_terminate_backend({session})";
}
