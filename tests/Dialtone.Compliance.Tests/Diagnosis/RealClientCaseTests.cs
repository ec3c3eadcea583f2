using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Compliance.Tests.Translation;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases in which another client fails: the client itself meets the fault, and what it prints is explained.</summary>
public sealed class RealClientCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    const string Node = "const { Client } = require(\"pg\"); const client = new Client({ connectionString: ";

    readonly TestServers servers = servers;

    [Fact]
    public async Task Case_9_node_verifies_with_require()
    {
        Require(new Requirement(DriverProcess.NodeModules is not null, "Node's pg is not installed (./test installs it where it may)."));
        var server = await ServerAsync(PostgresRelease.V15);
        var url = $"postgresql://{PostgresUsers.Trusted}@localhost:{server.Port}/postgres?sslmode=require";
        // The ssl object in the code would accept the server; the URL beats it.
        var beaten = $"{Node}\"{url}\", ssl: {{ rejectUnauthorized: false }} }});";
        var command = new Command("node", DriverProcess.Script("drivers.js"))
        {
            Environment = new Dictionary<string, string?> { ["NODE_PATH"] = $"{DriverProcess.NodeModules}/node_modules" },
        };
        var failure = await FailureAsync(command, "node-pg", beaten);
        AssertExplained(failure, "node-sslmode-verifies", "uselibpqcompat=true", "sslmode=no-verify");
        Assert.Equal("accepted", await VerdictAsync(command, "node-pg", $"{Node}\"{url}&uselibpqcompat=true\" }});"));
    }

    [Theory]
    [InlineData(KeyFormat.Sec1Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Pem)]
    public async Task Cases_10_and_11_java_and_a_key_in_pem(KeyFormat format)
    {
        Require(
            new Requirement(
                File.Exists(DriverProcess.JdbcDriver),
                "PostgreSQL's JDBC driver is not installed (./test installs it where it may)."
            ),
            DriverProcess.Requires("a JDK", "javac", "-version")
        );
        var server = await ServerAsync(PostgresRelease.V15);
        var files = Pki.Client(format);
        var url =
            $"jdbc:postgresql://localhost:{server.Port}/postgres?user={PostgresUsers.Alice}&sslmode=verify-full&sslrootcert={Pki.Root}&sslcert={files.Certificate}&sslkey={files.Key}&sslpassword={Uri.EscapeDataString(Pki.KeyPassword)}";
        var command = new Command(
            "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            DriverProcess.JdbcDriver,
            DriverProcess.Script("Drivers.java")
        )
        {
            Input = $"key\t{url}\n",
        };
        var results = DriverProcess.Parse((await command.RunAsync(Token)).Expect("java"));
        AssertExplained(results["key"], "jdbc-key-format", "openssl pkcs8 -topk8", "-outform DER", "client.p12");
    }

    [Fact]
    public async Task Case_22_go_and_a_certificate_without_alternative_names()
    {
        Require(DriverProcess.GoDrivers, ServerAvailability.Of(PostgresRelease.V15));
        await using var server = await PostgresServer.StartAsync(
            PostgresRelease.V15,
            Pki,
            new() { Certificate = ServerCertificate.CommonNameOnly },
            Token
        );
        var url = $"postgres://{PostgresUsers.Trusted}@localhost:{server.Port}/postgres?sslmode=verify-full&sslrootcert={Pki.Root}";
        foreach (
            var (ecosystem, text) in new[] { ("pgx", $"pgx.Connect(ctx, \"{url}\")"), ("lib-pq", $"sql.Open(\"postgres\", \"{url}\")") }
        )
            AssertExplained(await FailureAsync(DriverProcess.Go(), ecosystem, text), "certificate-without-san-refused", "subjectAltName");
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Case_31_psql_and_a_certificate_signed_with_ed25519(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        using var folder = new TemporaryFolder();
        var files = new CertificateFiles(folder["server.crt"], folder["server.key"]);
        string[] arguments =
        [
            "req",
            "-x509",
            "-newkey",
            "ed25519",
            "-nodes",
            "-subj",
            "/CN=localhost",
            "-days",
            "60",
            "-addext",
            "subjectAltName=DNS:localhost",
        ];
        (await new Command("openssl", [.. arguments, "-keyout", files.Key, "-out", files.Certificate]).RunAsync(Token)).Expect("openssl");
        await using var server = await PostgresServer.StartAsync(release, Pki, new(), Token);
        await server.UseCertificateAsync(files, Token);

        var target = TargetOf(
            server,
            PostgresUsers.Scram,
            $"password='{PostgresUsers.Password}' sslmode=require sslrootcert=/nowhere/root.crt"
        );
        var psql = new Psql { WithLibpq18 = release == PostgresRelease.V18 };
        AssertExplained((await psql.QueryAsync(target, "select 1", Token)).Error, "channel-binding-signature", "channel_binding=disable");
        Assert.True((await psql.QueryAsync($"{target} channel_binding=disable", "select 1", Token)).Succeeded);
        await AssertWarnedAsync(target, "libpq-channel-binding-ed25519", null, "channel_binding=disable");
    }

    [Fact]
    public async Task Case_35_asyncpg_does_not_know_sslmode()
    {
        Require(DriverProcess.Requires("asyncpg", DriverProcess.Python, "-c", "import sqlalchemy, asyncpg, greenlet"));
        var server = await ServerAsync(PostgresRelease.V15);
        var url = $"postgresql+asyncpg://{PostgresUsers.Trusted}@localhost:{server.Port}/postgres?";
        AssertExplained(
            await FailureAsync(Python, "asyncpg", AsyncEngine($"{url}sslmode=require")),
            "asyncpg-sslmode",
            "ssl=require",
            "create_default_context"
        );
        Assert.Equal("accepted", await VerdictAsync(Python, "asyncpg", AsyncEngine($"{url}ssl=require")));
    }

    [Theory]
    [InlineData("{\"ssl_mode\": \"REQUIRED\"}")]
    [InlineData("{\"ssl\": {\"check_hostname\": True, \"verify_mode\": True, \"ssl_ca\": \"ROOT\"}}")]
    public async Task Case_36_pymysql_and_the_names_of_its_entries(string arguments)
    {
        Require(ServerAvailability.MariaDb, DriverProcess.Requires("PyMySQL", DriverProcess.Python, "-c", "import sqlalchemy, pymysql"));
        var server = await servers.MariaDbAsync();
        string Engine(string given) =>
            "from sqlalchemy import create_engine\n"
            + $"engine = create_engine(\"mysql+pymysql://{MariaDbUsers.App}:{Uri.EscapeDataString(MariaDbUsers.Password)}@127.0.0.1:{server.Port}/{MariaDbServer.Database}\", connect_args={given.Replace("ROOT", Pki.Root, StringComparison.Ordinal)})";

        AssertExplained(await FailureAsync(Python, "pymysql", Engine(arguments), "mysql"), "pymysql-ssl-keys", "\"ca\"", "pymysql");
        Assert.Equal("accepted", await VerdictAsync(Python, "pymysql", Engine("{\"ssl\": {\"ca\": \"ROOT\"}}"), "mysql"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Case_39_psql_loses_its_line(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var proxy = FaultProxy.Start(server.Port);
        var asked = new Psql { WithLibpq18 = release == PostgresRelease.V18 }.QueryAsync(
            Verified(proxy.Port, PostgresUsers.Trusted),
            "select pg_sleep(60)",
            Token
        );
        const string IsRunning = "select count(*) from pg_stat_activity where query = 'select pg_sleep(60)'";
        while (!asked.IsCompleted && (await server.ExecuteAsync(IsRunning, Token)).Trim() == "0") { }
        proxy.CutNow();
        AssertExplained((await asked).Error, "connection-lost", "keepalives_idle");
    }

    [Fact]
    public async Task Case_40_dotnet_and_a_ca_that_the_system_does_not_know()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", server.Port, Token);
        await using var tls = new SslStream(client.GetStream());
        var options = new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [new("postgresql")] };
        var failure = await Assert.ThrowsAsync<AuthenticationException>(() => tls.AuthenticateAsClientAsync(options, Token));
        AssertExplained(failure.ToString(), "system-roots-empty", "ca-certificates", "SSL_CERT_FILE", "private");
    }

    static Command Python => new(DriverProcess.Python, DriverProcess.Script("drivers.py"));

    static string AsyncEngine(string url) =>
        $"from sqlalchemy.ext.asyncio import create_async_engine\nengine = create_async_engine(\"{url}\")";

    static async Task<string> FailureAsync(Command command, string ecosystem, string text, string dialect = "postgresql")
    {
        var result = await RunAsync(command, ecosystem, text, dialect);
        Assert.StartsWith("refused ", result, StringComparison.Ordinal);
        return result["refused ".Length..];
    }

    static async Task<string> VerdictAsync(Command command, string ecosystem, string text, string dialect = "postgresql") =>
        (await RunAsync(command, ecosystem, text, dialect)).Split(' ')[0];

    static async Task<string> RunAsync(Command command, string ecosystem, string text, string dialect)
    {
        var one = new DriverCase("case", ecosystem, text, IsAccepted: false);
        return (await DriverProcess.RunAsync(command, [one], dialect, Token))[one.ToString()];
    }
}
