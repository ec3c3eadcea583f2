using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Values from the environment, a service file, a password file and the default files reach the connection, and errors name where they came from.</summary>
public sealed class SourceTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Environment_alone(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var client = Pki.Client(PostgresUsers.CertificateAndPassword);
        var environment = new Dictionary<string, string>
        {
            ["PGHOST"] = "localhost",
            ["PGHOSTADDR"] = "127.0.0.1",
            ["PGPORT"] = $"{server.Port}",
            ["PGDATABASE"] = "postgres",
            ["PGUSER"] = PostgresUsers.CertificateAndPassword,
            ["PGPASSWORD"] = PostgresUsers.Password,
            ["PGSSLMODE"] = "verify-full",
            ["PGSSLROOTCERT"] = Pki.Root,
            ["PGSSLCERT"] = client.Certificate,
            ["PGSSLKEY"] = client.Key,
            ["PGAPPNAME"] = "from the environment",
            ["PGOPTIONS"] = "-c work_mem=1234kB",
            ["PGTZ"] = "Asia/Tokyo",
            ["PGDATESTYLE"] = "SQL, DMY",
            ["PGCLIENTENCODING"] = "LATIN1",
        };
        await using var connector = TestConnector.Create("", environment);
        const string ask =
            "select concat_ws('|', current_setting('application_name'), current_setting('work_mem'), current_setting('timezone'), current_setting('datestyle'), 'é')";
        Assert.Equal("from the environment|1234kB|Asia/Tokyo|SQL, DMY|é", await connector.AskAsync(ask, Token));

        environment["PGPASSWORD"] = WrongPassword;
        await using var wrong = TestConnector.Create("", environment);
        var failure = await RefusalAsync(() => wrong.OpenAsync(Token));
        Assert.Equal("the password came from environment variable PGPASSWORD", failure.Failure.Origin);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Service_and_password_file(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        using var home = new TemporaryFolder();
        home.Write(
            ".pg_service.conf",
            $"[shop]\nhost=localhost\nhostaddr=127.0.0.1\nport={server.Port}\ndbname=postgres\nuser={PostgresUsers.Scram}\nsslmode=verify-full\nsslrootcert={Pki.Root}\n"
        );
        var passfile = home.Write(
            ".pgpass",
            $"# one for another\nlocalhost:1:*:*:{WrongPassword}\nlocalhost:{server.Port}:postgres:{PostgresUsers.Scram}:{PostgresUsers.Password}\n"
        );
        Protect(passfile);
        await using var connector = TestConnector.Create("service=shop", home: home.Location);
        Assert.Equal("TLS", await connector.EncryptionAsync(Token));

        home.Write(".pgpass", $"*:*:*:*:{WrongPassword}\n");
        await using var wrong = TestConnector.Create("service=shop", home: home.Location);
        var failure = await RefusalAsync(() => wrong.OpenAsync(Token));
        Assert.Equal($"the password came from password file {passfile}:1", failure.Failure.Origin);

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(passfile, (UnixFileMode)0b110_100_100);
            await using var ignored = TestConnector.Create("service=shop", home: home.Location);
            Assert.Contains(ignored.Warnings, warning => warning.Contains("group or world access", StringComparison.Ordinal));
            var none = await RefusalAsync(() => ignored.OpenAsync(Token));
            AssertFailure(none, ErrorStage.Authentication, ErrorKind.Authentication, "fe_sendauth: no password supplied");
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Default_files(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        using var home = new TemporaryFolder();
        var alice = Pki.Client("alice");
        Directory.CreateDirectory(home[".postgresql"]);
        File.Copy(alice.Certificate, home[".postgresql/postgresql.crt"]);
        File.Copy(alice.Key, home[".postgresql/postgresql.key"]);
        File.Copy(Pki.Root, home[".postgresql/root.crt"]);

        await using (
            var connector = TestConnector.Create(TargetOf(server, PostgresUsers.Alice, "sslmode=verify-full"), home: home.Location)
        )
        {
            Assert.Equal("TLS", await connector.EncryptionAsync(Token));
        }

        File.Copy(Pki.Authority(Dialtone.Servers.Certificates.CertificateIssuer.Other), home[".postgresql/root.crt"], overwrite: true);
        await using var other = TestConnector.Create(TargetOf(server, PostgresUsers.Alice, "sslmode=require"), home: home.Location);
        var failure = await RefusalAsync(() => other.OpenAsync(Token));
        AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "certificate verify failed");
        Assert.Contains(home[".postgresql/root.crt"], failure.Failure.Origin, StringComparison.Ordinal);
    }

    /// <summary>Each host of a list has a password of its own.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Passwords_by_host(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        using var home = new TemporaryFolder();
        var closed = LoopbackPort.Free();
        var passfile = home.Write("passwords", $"*:{closed}:*:*:{WrongPassword}\n127.0.0.1:{server.Port}:*:*:{PostgresUsers.Password}\n");
        Protect(passfile);

        await using var connector = TestConnector.Create(
            $"host=127.0.0.1,127.0.0.1 port={closed},{server.Port} dbname=postgres user={PostgresUsers.Scram} passfile={passfile}"
        );

        Assert.Equal("TLS", await connector.EncryptionAsync(Token));
    }

    static void Protect(string file)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }
}
