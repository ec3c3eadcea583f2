using Dialtone.Servers;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.Backends;

/// <summary>MariaDB over TLS that is verified in full.</summary>
public sealed class MariaDbBackend(TestServers servers) : Backend(servers)
{
    public override Capabilities Capabilities =>
        Capabilities.Sessions | Capabilities.Deadlocks | Capabilities.IsolationLevels | Capabilities.ConditionalComments;

    public override string Password => MariaDbUsers.Password;

    public override string TimeLimit => "select cast(@@max_statement_time as char)";

    public override string SessionId => "select connection_id()";

    public override string Kill(long session) => $"kill {session}";

    public override string Endless => "select sleep(600)";

    public override string Identity => "id bigint auto_increment primary key";

    public override IReadOnlyDictionary<Type, string> Types { get; } =
        new Dictionary<Type, string>
        {
            [typeof(bool)] = "boolean",
            [typeof(int)] = "int",
            [typeof(long)] = "bigint",
            [typeof(double)] = "double",
            [typeof(decimal)] = "decimal(28,8)",
            [typeof(string)] = "longtext",
            [typeof(byte[])] = "blob",
            [typeof(DateOnly)] = "date",
            [typeof(TimeOnly)] = "time(6)",
            [typeof(DateTime)] = "datetime(6)",
            [typeof(Guid)] = "char(36)",
        };

    public override async Task<Engine> CreateAsync(EngineOptions? options = null)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await Servers.MariaDbAsync();
        return Engine.Create(
            $"mysql+pymysql://localhost:{server.Port}/{MariaDbServer.Database}",
            new()
            {
                ["user"] = MariaDbUsers.App,
                ["password"] = MariaDbUsers.Password,
                ["ssl"] = { ["ca"] = Servers.Pki.Root },
            },
            options
        );
    }

    public override string Numbers(int count) => $"select seq as n, lpad(seq, 100, '0') as filler from seq_1_to_{count}";
}
