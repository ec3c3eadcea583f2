using System.Net;
using System.Net.Sockets;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;
using Dialtone.Tls.Issuing;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Causes beside the forty cases, each produced.</summary>
public sealed class FurtherCauseTests(TestServers servers) : DiagnosisTests(servers), IDisposable
{
    readonly TestServers servers = servers;
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("service=nosuch", "service-not-found", "pg_service.conf")]
    [InlineData("host=localhost sslmode=verify-ca sslrootcert=system", "weak-mode-with-system-roots", "sslmode=verify-full")]
    [InlineData("host=localhost sslmode=prefer sslnegotiation=direct", "direct-tls-needs-demanded-tls", "sslmode=verify-full")]
    [InlineData("host=/nowhere", "socket-missing", "host=localhost")]
    public async Task Without_a_server(string target, string cause, string word) => await AssertBlockedAsync(target, cause, word);

    [Fact]
    public async Task A_host_that_does_not_answer()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Where a full queue is not silent, nothing is.");
        // Linux drops whoever knocks at a queue that is full.
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var clients = Enumerable.Range(0, 8).Select(_ => new TcpClient()).ToList();
        var port = ((IPEndPoint)full.LocalEndPoint!).Port;
        var waiting = clients.ConvertAll(client => client.ConnectAsync(IPAddress.Loopback, port, Token).AsTask());
        await Task.WhenAny(waiting);

        var report = await DiagnoseAsync($"host=127.0.0.1 port={port} user=u", seconds: 1);
        clients.ForEach(client => client.Dispose());
        Assert.True(report.Cause?.Id == "connection-timeout", $"{report.Cause?.Id}: {report.Error}");
        AssertFixes(report, "connection-timeout", [$"nc -vz 127.0.0.1 {port}"]);
    }

    [Fact]
    public async Task Files_that_cannot_be_used()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        var garbage = folder.Write("garbage.pem", "no certificate");
        var target = TargetOf(server, PostgresUsers.Trusted, "sslmode=verify-full");
        await AssertBlockedAsync($"{target} sslrootcert={garbage}", "root-certificate-unreadable", garbage);
        await AssertBlockedAsync($"{target} sslrootcert={Pki.Root} sslcert={garbage}", "client-certificate-unreadable", garbage);
        var key = Pki.Client(ClientCertificate.Ed25519);
        await AssertBlockedAsync($"{target} sslrootcert={Pki.Root} {With(key)}", "key-unsupported", "Ed25519");
    }

    [Fact]
    public async Task What_a_postgresql_refuses()
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        using var own = TemporaryFolder.ForServer();
        var revoked = own.Write("revoked.crl", await File.ReadAllTextAsync(Pki.Crl(RevocationList.Complete), Token));
        await using var server = await PostgresServer.StartAsync(
            PostgresRelease.V15,
            Pki,
            new()
            {
                HostBasedAuthentication = "local all osuser peer\nhostssl all missing all trust\nhostssl all busy all trust\n",
                Setup = "create role osuser login\ncreate role busy login connection limit 0\n",
                Settings = new Dictionary<string, string> { ["ssl_crl_file"] = $"'{revoked}'" },
            },
            Token
        );
        await AssertBlockedAsync(Verified(server.Port, "missing"), "role-missing", "missing");
        await AssertBlockedAsync(Verified(server.Port, "busy"), "too-many-connections", "pg_stat_activity");
        await AssertBlockedAsync(
            $"host={server.SocketFolder} port={server.Port} user=osuser dbname=postgres",
            "peer-authentication",
            "host=localhost"
        );
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Trusted, "options='-c work_mem=banana'"),
            "setting-refused",
            "options"
        );
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Md5, $"password='{PostgresUsers.Password}' channel_binding=require"),
            "channel-binding-unavailable",
            "scram-sha-256"
        );
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Alice, With(Pki.Client(ClientCertificate.Revoked))),
            "client-certificate-revoked",
            "new client certificate"
        );
    }

    [Fact]
    public async Task A_server_that_is_starting()
    {
        await using var fake = FakeServer.Start(
            FakePostgres.Refuse("57P03", "the database system is starting up", Pki.Server(ServerCertificate.Good))
        );
        await AssertBlockedAsync(
            $"host=localhost hostaddr=127.0.0.1 port={fake.Port} user=u sslmode=require",
            "server-starting",
            "pg_isready"
        );
    }

    [Fact]
    public async Task A_server_that_drops_the_line_because_of_the_certificate()
    {
        // As a TLS terminating proxy does that does not say why.
        await using var fake = FakeServer.Start(
            async (connection, token) =>
            {
                await FakePostgres.ReadRequestAsync(connection, token);
                await connection.SendAsync("S"u8.ToArray(), token);
                await connection.StartTlsAsync(Pki.Server(ServerCertificate.Good), token);
            }
        );
        await AssertBlockedAsync(
            Verified(fake.Port, PostgresUsers.Alice, With(Pki.Client(Pki.Alice))),
            "client-certificate-refused",
            "sslcertmode=disable"
        );
    }

    [Fact]
    public async Task A_certificate_that_ends_soon_and_a_server_that_is_not_verified()
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, Pki, new(), Token);
        using var authority = Tls.Issuing.CertificateAuthority.Create(new() { CommonName = "Short-lived" });
        var (root, files) = (folder["root.crt"], new CertificateFiles(folder["server.crt"], folder["server.key"]));
        authority.WriteCertificatePem(root);
        using var issued = authority.Issue(
            new CertificateOptions
            {
                CommonName = "localhost",
                DnsNames = ["localhost"],
                NotAfter = DateTimeOffset.UtcNow.AddDays(10),
            }
        );
        issued.WritePem(files.Certificate, files.Key);
        await server.UseCertificateAsync(files, Token);

        var target = TargetOf(server, PostgresUsers.Trusted, $"sslmode=verify-full sslrootcert={root}");
        await AssertWarnedAsync(target, "certificate-expires-soon", null, "pg_reload_conf");
        await AssertWarnedAsync(
            TargetOf(server, PostgresUsers.Trusted, "sslmode=require sslrootcert=/nowhere/root.crt"),
            "server-not-verified",
            null,
            "sslmode=verify-full"
        );
    }

    [Fact]
    public async Task What_a_mysql_refuses()
    {
        Require(ServerAvailability.MariaDb);
        var server = await servers.MariaDbAsync();
        var verified = $"ssl_mode=VERIFY_IDENTITY&ssl_ca={Pki.Root}";
        var stranger = Pki.Client(ClientCertificate.UnknownAuthority);
        await AssertBlockedAsync(
            $"mysql://{MariaDbUsers.App}:{Uri.EscapeDataString(MariaDbUsers.Password)}@127.0.0.1:{server.Port}/{MariaDbServer.Database}?{verified}&ssl_cert={stranger.Certificate}&ssl_key={stranger.Key}",
            "client-certificate-untrusted",
            "Other root"
        );
        await AssertWarnedAsync(
            $"mysql+mysqldb://{MariaDbUsers.App}:{Uri.EscapeDataString(MariaDbUsers.Password)}@127.0.0.1:{server.Port}/{MariaDbServer.Database}?{verified}&ssl_check_hostname=true",
            "mysqlclient-check-hostname",
            null,
            "VERIFY_IDENTITY"
        );
        await using var closed = FakeServer.Start(
            FakeMySql.Refuse(1130, "HY000", "Host '10.0.0.1' is not allowed to connect to this MariaDB server")
        );
        await AssertBlockedAsync($"mysql://u@127.0.0.1:{closed.Port}/d", "mysql-host-not-allowed", "create user");
    }

    [Fact]
    public async Task A_mysql_that_hangs_up_in_the_handshake()
    {
        await using var fake = FakeServer.Start(FakeMySql.HangUpInHandshake);
        var client = Pki.Client(Pki.Alice);
        await AssertBlockedAsync(
            $"mysql://u:{Uri.EscapeDataString(WrongPassword)}@127.0.0.1:{fake.Port}/d?ssl_mode=REQUIRED&ssl_cert={client.Certificate}&ssl_key={client.Key}",
            "mysql-certificate-refused",
            "ssl_cert="
        );
    }

    [Fact]
    public async Task A_mysql_account_with_a_plugin_that_wants_the_password_itself()
    {
        await using var fake = FakeServer.Start(FakeMySql.AskForPassword());
        var report = await DiagnoseAsync($"mysql://u:{Uri.EscapeDataString(WrongPassword)}@127.0.0.1:{fake.Port}/d?ssl_mode=PREFERRED");
        Assert.True(report.Cause?.Id == "mysql-plugin", $"{report.Cause?.Id}: {report.Error}");
        AssertFixes(report, "mysql-plugin", ["ssl_mode=REQUIRED"]);
        Assert.False(fake.WasTold(WrongPassword));
    }

    [Fact]
    public async Task A_database_that_sqlite_may_only_read()
    {
        var path = folder["newer.db"];
        await using (var engine = Engine.Create($"sqlite:///{path}?journal_mode=delete"))
            await engine.ExecuteAsync("create table t (x text)", Token);
        // The version of the file format that a writer must know, at byte 18: a newer one makes the file read-only, for root too.
        var bytes = await File.ReadAllBytesAsync(path, Token);
        bytes[18] = 3;
        await File.WriteAllBytesAsync(path, bytes, Token);
        await AssertWarnedAsync($"sqlite:///{path}", "sqlite-read-only", null, path);
    }
}
