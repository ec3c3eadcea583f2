using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Processes;
using MySqlConnector;

namespace Dialtone.Compliance.Tests.Translation;

/// <summary>The same for MySQL: the drivers connect with a client certificate and a password of hard characters, and refuse an unknown CA.</summary>
public sealed class MySqlDriverTests(TestServers servers, DriverServers own) : IClassFixture<DriverServers>
{
    const string Accepted = $"accepted {DriverServers.User}@% TLS";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("pymysql", "import sqlalchemy, pymysql")]
    public async Task Python(string ecosystem, string import)
    {
        Require(DriverProcess.Requires(ecosystem, DriverProcess.Python, "-c", import));
        await CheckAsync(new(DriverProcess.Python, DriverProcess.Script("drivers.py")), await CasesAsync(ecosystem));
    }

    [Fact]
    public async Task Node()
    {
        Require(
            new Requirement(DriverProcess.NodeModules is not null, "Node's mysql2 is not installed (./test installs it where it may).")
        );
        var command = new Command("node", DriverProcess.Script("drivers.js"))
        {
            Environment = new Dictionary<string, string?> { ["NODE_PATH"] = $"{DriverProcess.NodeModules}/node_modules" },
        };
        await CheckAsync(command, await CasesAsync("mysql2"));
    }

    [Fact]
    public async Task Php()
    {
        Require(DriverProcess.Requires("php-mysql", "php", "-r", "exit(extension_loaded('pdo_mysql') ? 0 : 1);"));
        await CheckAsync(new("php", DriverProcess.Script("drivers.php")), await CasesAsync("php-pdo"));
    }

    [Fact]
    public async Task Ruby()
    {
        Require(DriverProcess.Requires("ruby-mysql2", "ruby", "-rmysql2", "-e", ""));
        await CheckAsync(new("ruby", DriverProcess.Script("drivers.rb")), await CasesAsync("rails"));
    }

    [Fact]
    public async Task MySqlConnector()
    {
        var cases = await CasesAsync("mysqlconnector");
        var results = new Dictionary<string, string>();
        foreach (var one in cases)
            results[one.ToString()] = await ThroughMySqlConnectorAsync(one.Text);
        Check(cases, results);
    }

    static async Task<string> ThroughMySqlConnectorAsync(string text)
    {
        try
        {
            await using var connection = new MySqlConnection($"{text};Pooling=false");
            await connection.OpenAsync(Token);
            await using var command = new MySqlCommand(
                "select concat(current_user(), ' ', (select if(variable_value = '', 'plain', 'TLS') from information_schema.session_status where variable_name = 'Ssl_cipher'))",
                connection
            );
            return $"accepted {await command.ExecuteScalarAsync(Token)}";
        }
        catch (MySqlException failure)
        {
            return $"refused {failure.Message}";
        }
    }

    static async Task CheckAsync(Command command, IReadOnlyList<DriverCase> cases) =>
        Check(cases, await DriverProcess.RunAsync(command, cases, "mysql", Token));

    static void Check(IReadOnlyList<DriverCase> cases, Dictionary<string, string> results)
    {
        Assert.NotEmpty(cases);
        Assert.All(
            cases,
            one => Assert.StartsWith(one.IsAccepted ? Accepted : "refused", results[one.ToString()], StringComparison.Ordinal)
        );
    }

    static void Require(params IEnumerable<Requirement> needed)
    {
        var requirement = ServerAvailability.Require(needed);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }

    async Task<List<DriverCase>> CasesAsync(string ecosystem)
    {
        Require(ServerAvailability.MariaDb);
        var server = await servers.MariaDbAsync();
        await own.PrepareAsync(server, Token);
        var other = servers.Pki.Authority(CertificateIssuer.Other);
        (string Name, string Mode, string? Root, bool IsAccepted)[] kinds =
        [
            ("VERIFY_IDENTITY", "VERIFY_IDENTITY", servers.Pki.Root, true),
            ("VERIFY_IDENTITY, another CA", "VERIFY_IDENTITY", other, false),
            ("VERIFY_CA", "VERIFY_CA", servers.Pki.Root, true),
            ("VERIFY_CA, another CA", "VERIFY_CA", other, false),
            ("REQUIRED", "REQUIRED", null, true),
        ];
        return
        [
            .. kinds.Select(kind => new DriverCase(
                kind.Name,
                ecosystem,
                Translate(ecosystem, server, kind.Mode, kind.Root),
                kind.IsAccepted
            )),
        ];
    }

    string Translate(string ecosystem, MariaDbServer server, string mode, string? root)
    {
        var client = servers.Pki.Client(DriverServers.User);
        var arguments = new ConnectArgs
        {
            ["port"] = server.Port,
            ["user"] = DriverServers.User,
            ["password"] = DriverServers.Password,
            ["database"] = MariaDbServer.Database,
            ["ssl_mode"] = mode,
            ["ssl_cert"] = client.Certificate,
            ["ssl_key"] = client.Key,
        };
        if (root is not null)
            arguments["ssl_ca"] = root;
        // By TCP, which localhost is not to the C library.
        return Assert
            .Single(Engine.TranslateTarget("mysql://127.0.0.1", ecosystem, arguments, new() { WithSecrets = true }).Translations)
            .Text;
    }
}
