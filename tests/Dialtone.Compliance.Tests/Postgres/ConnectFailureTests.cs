using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What goes wrong most gives one error each: what failed, the value and where it came from, how to fix it.</summary>
public sealed class ConnectFailureTests(TestServers servers) : PostgresTests(servers)
{
    const string User = PostgresUsers.CertificateAndPassword;

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Wrong_host_name(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        var failure = await FailAsync(server, new() { ["host"] = "db.example.com", ["hostaddr"] = "127.0.0.1" });

        AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "(and 2 other names) does not match host name \"db.example.com\"");
        Assert.StartsWith(
            $"connection to server at \"db.example.com\" (127.0.0.1), port {server.Port} failed: server certificate for \"localhost\"",
            failure.Failure.What,
            StringComparison.Ordinal
        );
        Assert.NotNull(failure.Failure.Fix);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Unknown_ca(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var other = Pki.Authority(CertificateIssuer.Other);

        var failure = await FailAsync(server, new() { ["sslrootcert"] = other });

        AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "SSL error: certificate verify failed: ");
        Assert.Contains(other, failure.Failure.Origin, StringComparison.Ordinal);
        Assert.Contains("the connect arguments", failure.Failure.Origin, StringComparison.Ordinal);
        Assert.NotNull(failure.Failure.Fix);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Missing_key_file(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        var failure = await FailAsync(server, new() { ["sslkey"] = "/nowhere/client.key" });

        AssertFailure(
            failure,
            ErrorStage.Files,
            ErrorKind.Configuration,
            "certificate present, but not private key file \"/nowhere/client.key\""
        );
        Assert.Contains("sslkey", failure.Failure.Origin, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task World_readable_key(PostgresRelease release)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        var server = await ServerAsync(release);
        var key = Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100).Key;

        var failure = await FailAsync(server, new() { ["sslkey"] = key });

        AssertFailure(failure, ErrorStage.Files, ErrorKind.Configuration, $"private key file \"{key}\" has group or world access");
        Assert.Contains("sslkey", failure.Failure.Origin, StringComparison.Ordinal);
        Assert.Contains($"chmod 600 {key}", failure.Failure.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Wrong_password(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        var failure = await FailAsync(server, new() { ["password"] = WrongPassword });

        AssertFailure(
            failure,
            ErrorStage.Authentication,
            ErrorKind.Authentication,
            $"FATAL:  password authentication failed for user \"{User}\""
        );
        Assert.Equal("28P01", failure.SqlState);
        Assert.Equal("the password came from the connect arguments", failure.Failure.Origin);
        Assert.Contains("%40", failure.Failure.Fix, StringComparison.Ordinal);
        Assert.False(failure.IsTransient);
    }

    [Fact]
    public void Unknown_parameter()
    {
        var failure = Assert.Throws<DatabaseException>(() =>
            Engine.Create("postgresql://localhost/postgres", new ConnectArgs { ["sslmod"] = "require" })
        );

        Assert.Equal((ErrorStage.Parse, ErrorKind.Usage), (failure.Stage, failure.Kind));
        Assert.Contains("\"sslmod\"", failure.Failure.What, StringComparison.Ordinal);
        Assert.Contains("sslmode", failure.Failure.Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("require", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unreachable_port()
    {
        var port = LoopbackPort.Free();

        var failure = await RefusalAsync($"host=127.0.0.1 port={port} user=foo sslmode=require");

        AssertFailure(failure, ErrorStage.Connect, ErrorKind.Unreachable, "Connection refused\n\tIs the server running on that host");
        Assert.StartsWith($"connection to server at \"127.0.0.1\", port {port} failed: ", failure.Failure.What, StringComparison.Ordinal);
        Assert.True(failure.IsTransient);
        Assert.Contains("port", failure.Failure.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_socket()
    {
        var failure = await RefusalAsync("host=/nowhere port=5433 user=foo");

        AssertFailure(failure, ErrorStage.Connect, ErrorKind.Unreachable, "Is the server running locally");
        Assert.StartsWith(
            "connection to server on socket \"/nowhere/.s.PGSQL.5433\" failed: No such file or directory",
            failure.Failure.What,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("nowhere.invalid")]
    [InlineData("two words")]
    [InlineData("a..b")]
    public async Task Unknown_host(string host)
    {
        var failure = await RefusalAsync($"host='{host}' user=foo");

        AssertFailure(failure, ErrorStage.NameResolution, ErrorKind.Unreachable, $"could not translate host name \"{host}\" to address: ");
    }

    [Fact]
    public async Task Impossible_host() => await Unknown_host(new string('x', 300));

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Unknown_database_and_missing_rule(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        var database = await RefusalAsync(TargetOf(server, PostgresUsers.Trusted, "dbname=nosuch"));
        AssertFailure(database, ErrorStage.Session, ErrorKind.Configuration, "FATAL:  database \"nosuch\" does not exist");
        Assert.Equal("dbname=nosuch (the target)", database.Failure.Origin);

        var rule = await RefusalAsync(TargetOf(server, PostgresUsers.PlainOnly, "sslmode=require"));
        AssertFailure(rule, ErrorStage.Authentication, ErrorKind.Authentication, "no pg_hba.conf entry for host \"127.0.0.1\"");
        Assert.Contains("pg_hba.conf", rule.Failure.Fix, StringComparison.Ordinal);

        var none = await RefusalAsync(TargetOf(server, PostgresUsers.Scram, "sslmode=require"));
        AssertFailure(none, ErrorStage.Authentication, ErrorKind.Authentication, "fe_sendauth: no password supplied");
        Assert.Contains("PGPASSWORD", none.Failure.Fix, StringComparison.Ordinal);
    }

    /// <summary>With the default sslmode the reason is what went wrong over TLS, not that plaintext is not allowed either.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Default_mode_tells_the_reason(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        var missing = await RefusalAsync(TargetOf(server, PostgresUsers.Alice));
        AssertFailure(missing, ErrorStage.Authentication, ErrorKind.Authentication, "connection requires a valid client certificate");
        Assert.Equal("no sslcert was given, so no certificate was sent", missing.Failure.Origin);
        Assert.Equal(["TLS", "none"], missing.Failure.Attempts.Select(attempt => attempt.Encryption));

        var wrong = await RefusalAsync(TargetOf(server, User, $"password='{WrongPassword}' {With(Pki.Client(User))}"));
        AssertFailure(wrong, ErrorStage.Authentication, ErrorKind.Authentication, "password authentication failed");

        var other = await RefusalAsync(TargetOf(server, PostgresUsers.Bob, With(Pki.Client(Pki.Alice))));
        AssertFailure(other, ErrorStage.Authentication, ErrorKind.Authentication, "certificate authentication failed for user \"bob\"");
        Assert.Contains(Pki.Client(Pki.Alice).Certificate, other.Failure.Origin, StringComparison.Ordinal);
    }

    async Task<DatabaseException> FailAsync(PostgresServer server, ConnectArgs change)
    {
        var client = Pki.Client(User);
        var arguments = new ConnectArgs
        {
            ["sslmode"] = "verify-full",
            ["sslrootcert"] = Pki.Root,
            ["sslcert"] = client.Certificate,
            ["sslkey"] = client.Key,
            ["password"] = PostgresUsers.Password,
        };
        foreach (var keyword in change)
        {
            arguments[keyword] = change[keyword];
        }
        await using var engine = Engine.Create($"postgresql+psycopg2://{User}@localhost:{server.Port}/postgres", arguments);
        return await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token));
    }
}
