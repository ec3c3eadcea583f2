using System.Diagnostics;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The driver never reads environment or home folder behind our back: what the target says holds, whatever stands there.</summary>
/// <remarks>The environment is the process's, so the connections are made by another one.</remarks>
public sealed class HostileEnvironmentTests(TestServers servers) : PostgresTests(servers)
{
    const string TargetVariable = "DIALTONE_TEST_TARGET";
    const string ReportVariable = "DIALTONE_TEST_REPORT";

    /// <summary>Everything that the driver would read, wrong, while the target says it all.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Target_wins(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        using var home = new TemporaryFolder();
        var garbage = home.Write("garbage", "no certificate");
        Directory.CreateDirectory(home[".postgresql"]);
        foreach (var name in new[] { "postgresql.crt", "postgresql.key", "root.crt", "root.crl" })
        {
            home.Write($".postgresql/{name}", "no certificate");
        }
        home.Write(".pgpass", $"*:*:*:*:{WrongPassword}\n");
        var client = Pki.Client(PostgresUsers.CertificateAndPassword);
        var target = TargetOf(
            server,
            PostgresUsers.CertificateAndPassword,
            $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root} {With(client)} sslcrl=/nowhere "
                + "require_auth=scram-sha-256 channel_binding=require application_name=mine sslnegotiation=postgres gssencmode=disable "
                + "client_encoding=UTF8 target_session_attrs=any options='-c work_mem=1234kB'"
        );

        var report = await RunAsync(
            target,
            home.Location,
            new()
            {
                ["PGHOST"] = "nowhere.invalid",
                ["PGHOSTADDR"] = "192.0.2.1",
                ["PGPORT"] = "1",
                ["PGUSER"] = "nobody",
                ["PGDATABASE"] = "nosuch",
                ["PGPASSWORD"] = WrongPassword,
                ["PGPASSFILE"] = garbage,
                ["PGSSLMODE"] = "disable",
                ["PGSSLCERT"] = garbage,
                ["PGSSLKEY"] = garbage,
                ["PGSSLROOTCERT"] = garbage,
                ["PGSSLCRL"] = garbage,
                ["PGSSLNEGOTIATION"] = "direct",
                ["PGGSSENCMODE"] = "require",
                ["PGREQUIREAUTH"] = "gss",
                ["PGCHANNELBINDING"] = "disable",
                ["PGTARGETSESSIONATTRS"] = "standby",
                ["PGAPPNAME"] = "theirs",
                ["PGOPTIONS"] = "-c work_mem=64kB",
                ["PGCLIENTENCODING"] = "LATIN1",
            }
        );

        Assert.Equal($"{PostgresUsers.CertificateAndPassword}|postgres|mine|1234kB|/CN={PostgresUsers.CertificateAndPassword}|é", report);
    }

    /// <summary>Values that only libpq understands mean what libpq makes of them.</summary>
    [Theory]
    [InlineData("PGREQUIREAUTH", "scram-sha-256")]
    [InlineData("PGREQUIREAUTH", "!password")]
    [InlineData("PGTARGETSESSIONATTRS", "read-write")]
    [InlineData("PGGSSENCMODE", "disable")]
    [InlineData("PGSSLNEGOTIATION", "postgres")]
    [InlineData("PGCLIENTENCODING", "LATIN1")]
    [InlineData("PGOPTIONS", "")]
    [InlineData("PGAPPNAME", "")]
    [InlineData("PGSSLCERT", "/nowhere/client.crt")]
    public async Task Environment_means_what_libpq_means(string name, string value)
    {
        var server = await ServerAsync(PostgresRelease.V18);
        using var home = new TemporaryFolder();

        var report = await RunAsync(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=require"),
            home.Location,
            new() { [name] = value }
        );

        Assert.Equal($"{PostgresUsers.Scram}|postgres||4MB||é", report.Replace("| |", "||", StringComparison.Ordinal));
    }

    /// <summary>What the target says to be empty stays empty.</summary>
    [Fact]
    public async Task Empty_means_empty()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        using var home = new TemporaryFolder();

        var report = await RunAsync(
            TargetOf(server, PostgresUsers.Trusted, "application_name='' options='' sslmode=require"),
            home.Location,
            new() { ["PGAPPNAME"] = "theirs", ["PGOPTIONS"] = "-c work_mem=64kB" }
        );

        Assert.Equal($"{PostgresUsers.Trusted}|postgres||4MB||é", report.Replace("| |", "||", StringComparison.Ordinal));
    }

    /// <summary>A server that asks for a password does not get one that only the driver knows of.</summary>
    [Fact]
    public async Task No_password_from_elsewhere()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        using var home = new TemporaryFolder();
        home.Write(".pgpass", $"*:*:*:*:{PostgresUsers.Password}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(home[".pgpass"], (UnixFileMode)0b110_100_100);
        }

        var report = await RunAsync(TargetOf(server, PostgresUsers.Scram, "sslmode=require"), home.Location, []);

        Assert.Contains("fe_sendauth: no password supplied", report, StringComparison.Ordinal);
    }

    /// <summary>Not a test: the process that the tests above look at.</summary>
    [Fact(Explicit = true)]
    public async Task Connects_and_reports()
    {
        var report = Environment.GetEnvironmentVariable(ReportVariable);
        Assert.SkipWhen(report is null, "Runs only as a child of the other tests of this class.");
        var answer = "";
        try
        {
            await using var engine = Engine.Create(Environment.GetEnvironmentVariable(TargetVariable));
            answer = await engine.ScalarAsync<string>(
                "select concat_ws('|', current_user, current_database(), current_setting('application_name'), current_setting('work_mem'), (select coalesce(client_dn, '') from pg_stat_ssl where pid = pg_backend_pid()), 'é')",
                Token
            );
        }
        catch (Exception exception)
        {
            answer = exception.ToString();
        }
        await File.WriteAllTextAsync(report!, answer, Token);
    }

    static async Task<string> RunAsync(string target, string home, Dictionary<string, string> environment)
    {
        using var folder = new TemporaryFolder();
        var report = folder["report"];
        var info = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(HostileEnvironmentTests).FullName}.{nameof(Connects_and_reports)}" },
            Environment =
            {
                [ReportVariable] = report,
                [TargetVariable] = target,
                ["HOME"] = home,
            },
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }
        using var process = Process.Start(info)!;
        var output = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(File.Exists(report), output);
        return await File.ReadAllTextAsync(report, Token);
    }
}
