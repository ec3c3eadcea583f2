using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;
using Npgsql;

namespace Dialtone.Compliance.Tests.Translation;

/// <summary>
/// Real drivers connect with what <c>translate</c> writes for them: with a client certificate, a password and a database of hard characters; and they
/// refuse the servers that the target refuses.
/// </summary>
public sealed class PostgresDriverTests(TestServers servers, DriverServers own) : PostgresTests(servers), IClassFixture<DriverServers>
{
    const string Accepted = $"accepted {DriverServers.User} /CN={DriverServers.User}";

    [Fact]
    public async Task Psql()
    {
        // The verdicts are libpq's in all of them: the spelling is what is tried.
        var cases = (await CasesAsync("libpq-uri", "libpq", "env", "service", "psql", "dotenv")).FindAll(one =>
            one.Ecosystem == "libpq-uri" || one.Name is "verify-full" or "verify-full, another CA"
        );
        using var folder = new TemporaryFolder();
        foreach (var (index, one) in cases.Index())
        {
            var place = Directory.CreateDirectory(Path.Combine(folder.Location, $"{index}")).FullName;
            await File.WriteAllTextAsync(Path.Combine(place, "to"), one.Ecosystem, Token);
            await File.WriteAllTextAsync(Path.Combine(place, "text"), one.Text, Token);
        }

        var folders = cases.Select((_, index) => Path.Combine(folder.Location, $"{index}"));
        var result = await new Command("/bin/sh", [DriverProcess.Script("drivers.sh"), .. folders])
        {
            Environment = new Dictionary<string, string?>
            {
                ["PATH"] = $"{Path.GetDirectoryName(PostgresInstallation.FindPsql())}:{Environment.GetEnvironmentVariable("PATH")}",
            },
        }.RunAsync(Token);
        var results = DriverProcess.Parse(result.Expect("sh"));
        Check(cases, cases.Index().ToDictionary(pair => pair.Item.ToString(), pair => results[$"{pair.Index}"]));
    }

    [Theory]
    [InlineData("psycopg2", "import sqlalchemy, psycopg2")]
    [InlineData("asyncpg", "import sqlalchemy, asyncpg, greenlet")]
    [InlineData("django", "import django, psycopg2")]
    public async Task Python(string ecosystem, string import)
    {
        Require(DriverProcess.Requires(ecosystem, DriverProcess.Python, "-c", import));
        await CheckAsync(new(DriverProcess.Python, DriverProcess.Script("drivers.py")), await CasesAsync(ecosystem));
    }

    [Fact]
    public async Task Node()
    {
        Require(new Requirement(DriverProcess.NodeModules is not null, "Node's pg is not installed (./test installs it where it may)."));
        var command = new Command("node", DriverProcess.Script("drivers.js"))
        {
            Environment = new Dictionary<string, string?> { ["NODE_PATH"] = $"{DriverProcess.NodeModules}/node_modules" },
        };
        await CheckAsync(command, await CasesAsync("node-pg"));
    }

    [Fact]
    public async Task Php()
    {
        Require(DriverProcess.Requires("php-pgsql", "php", "-r", "exit(extension_loaded('pdo_pgsql') ? 0 : 1);"));
        await CheckAsync(new("php", DriverProcess.Script("drivers.php")), await CasesAsync("php-pdo"));
    }

    [Fact]
    public async Task Ruby()
    {
        Require(DriverProcess.Requires("ruby-pg", "ruby", "-rpg", "-ryaml", "-e", ""));
        await CheckAsync(new("ruby", DriverProcess.Script("drivers.rb")), await CasesAsync("rails", "kubernetes", "compose"));
    }

    [Fact]
    public async Task Go()
    {
        Require(DriverProcess.GoDrivers);
        // lib/pq verifies more than verify-ca asks for while it sends the name, as the translation warns.
        var (_, misnamed) = await own.PostgresAsync(Pki, Token);
        var cases = (await CasesAsync("pgx", "lib-pq")).ConvertAll(one =>
            one is { Ecosystem: "lib-pq", Name: "verify-ca, another name" or "require with a CA, another name" }
                ? one with
                {
                    IsAccepted = false,
                }
                : one
        );
        var silent = Translate("lib-pq", misnamed, "verify-ca", Pki.Root, "0");
        await CheckAsync(DriverProcess.Go(), [.. cases, new("verify-ca, another name, no SNI", "lib-pq", silent, IsAccepted: true)]);
    }

    [Fact]
    public async Task Jdbc()
    {
        Require(
            new Requirement(
                File.Exists(DriverProcess.JdbcDriver),
                "PostgreSQL's JDBC driver is not installed (./test installs it where it may)."
            ),
            DriverProcess.Requires("a JDK", "javac", "-version")
        );
        var cases = await CasesAsync("jdbc");
        var command = new Command(
            "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            DriverProcess.JdbcDriver,
            DriverProcess.Script("Drivers.java")
        )
        {
            Input = string.Concat(cases.Select(one => $"{one}\t{one.Text}\n")),
        };
        Check(cases, DriverProcess.Parse((await command.RunAsync(Token)).Expect("java")));
    }

    [Fact]
    public async Task Npgsql()
    {
        var cases = await CasesAsync("npgsql");
        var results = new Dictionary<string, string>();
        foreach (var one in cases)
            results[one.ToString()] = await ThroughNpgsqlAsync(one.Text);
        Check(cases, results);
    }

    static async Task<string> ThroughNpgsqlAsync(string text)
    {
        try
        {
            await using var connection = new NpgsqlConnection($"{text};Pooling=false");
            await connection.OpenAsync(Token);
            await using var command = new NpgsqlCommand(
                "select current_user || ' ' || coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()",
                connection
            );
            return $"accepted {await command.ExecuteScalarAsync(Token)}";
        }
        catch (NpgsqlException failure)
        {
            return $"refused {failure.Message}";
        }
    }

    static async Task CheckAsync(Command command, IReadOnlyList<DriverCase> cases) =>
        Check(cases, await DriverProcess.RunAsync(command, cases, "postgresql", Token));

    static void Check(IReadOnlyList<DriverCase> cases, Dictionary<string, string> results)
    {
        Assert.NotEmpty(cases);
        Assert.All(
            cases,
            one => Assert.StartsWith(one.IsAccepted ? Accepted : "refused", results[one.ToString()], StringComparison.Ordinal)
        );
    }

    async Task<List<DriverCase>> CasesAsync(params string[] ecosystems)
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        var (good, misnamed) = await own.PostgresAsync(Pki, Token);
        var other = Pki.Authority(CertificateIssuer.Other);
        (string Name, PostgresServer Server, string Mode, string? Root, bool IsAccepted)[] kinds =
        [
            ("verify-full", good, "verify-full", Pki.Root, true),
            ("verify-full, another name", misnamed, "verify-full", Pki.Root, false),
            ("verify-full, another CA", good, "verify-full", other, false),
            ("verify-ca, another name", misnamed, "verify-ca", Pki.Root, true),
            ("verify-ca, another CA", good, "verify-ca", other, false),
            ("require with a CA, another CA", good, "require", other, false),
            ("require with a CA, another name", misnamed, "require", Pki.Root, true),
            ("require", misnamed, "require", null, true),
        ];
        return
        [
            .. from ecosystem in ecosystems
            from kind in kinds
            select new DriverCase(kind.Name, ecosystem, Translate(ecosystem, kind.Server, kind.Mode, kind.Root), kind.IsAccepted),
        ];
    }

    string Translate(string ecosystem, PostgresServer server, string mode, string? root, string? serverName = null)
    {
        var client = Pki.Client(DriverServers.User);
        var arguments = new ConnectArgs
        {
            ["port"] = server.Port,
            ["user"] = DriverServers.User,
            ["password"] = DriverServers.Password,
            ["dbname"] = DriverServers.Database,
            ["sslmode"] = mode,
            ["sslcert"] = client.Certificate,
            ["sslkey"] = client.Key,
            ["application_name"] = DriverServers.Database,
        };
        if (root is not null)
            arguments["sslrootcert"] = root;
        if (serverName is not null)
            arguments["sslsni"] = serverName;
        var report = Engine.TranslateTarget(
            "host=localhost",
            ecosystem,
            arguments,
            new() { WithSecrets = true, KeyDirectory = Path.Combine(Pki.Folder, $"keys-{Guid.NewGuid():N}") }
        );
        return Assert.Single(report.Translations).Text;
    }
}
