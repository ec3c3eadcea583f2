using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class PostgresResolverTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void Every_value_knows_its_source()
    {
        var services = sandbox.Write(".pg_service.conf", "# mine\n[shop]\nhost=svc\nport=7\nuser=svcuser\n");
        sandbox.With("PGSSLMODE", "require").With("PGUSER", "envuser").With("PGTZ", "UTC").With("PGREQUIRESSL", "1");
        var target = sandbox.Resolve("shop", ("port", "9"));
        Assert.Equal(new ParameterSource.TargetText(), target.Parameters["service"]!.Source);
        Assert.Equal(new ParameterSource.Argument(), target.Parameters["port"]!.Source);
        Assert.Equal(new ParameterSource.ServiceFile(services, 3), target.Parameters["host"]!.Source);
        Assert.Equal(new ParameterSource.ServiceFile(services, 5), target.Parameters["user"]!.Source);
        Assert.Equal(new ParameterSource.Environment("PGSSLMODE"), target.Parameters["sslmode"]!.Source);
        Assert.Equal(new ParameterSource.Derived("user"), target.Parameters["dbname"]!.Source);
        Assert.Equal(new ParameterSource.Compiled(), target.Parameters["sslsni"]!.Source);
        Assert.Equal(new ParameterSource.Environment("PGTZ"), target.Parameters["timezone"]!.Source);
        Assert.Equal("svcuser", target.Parameters.Text("dbname"));
        Assert.Equal([("timezone", "UTC")], PostgresOptions.From(target).SessionSettings);
    }

    [Fact]
    public void Without_anything_it_is_the_operating_systems_user_at_the_default_socket()
    {
        var target = sandbox.Resolve(null);
        var host = Assert.Single(target.Hosts);
        Assert.Equal(("/tmp", "5432", true), (host.Host, host.Port, host.IsSocket));
        Assert.Equal("osuser", target.Parameters.Text("dbname"));
        Assert.Empty(target.Warnings);
    }

    [Fact]
    public void Requiressl_and_system_roots_strengthen_a_default_sslmode()
    {
        Assert.Equal("verify-full", sandbox.Resolve("sslrootcert=system").Parameters.Text("sslmode"));
        sandbox.With("PGREQUIRESSL", "1");
        Assert.Equal("require", sandbox.Resolve("host=h").Parameters.Text("sslmode"));
        var failure = Assert.Throws<DatabaseException>(() => sandbox.Resolve("sslrootcert=system"));
        Assert.Equal((ErrorStage.Policy, ErrorKind.Configuration), (failure.Stage, failure.Kind));
        Assert.Equal("sslmode comes from environment variable PGREQUIRESSL", failure.Failure.Origin);
    }

    [Fact]
    public void Hosts_addresses_and_ports_are_lined_up()
    {
        var target = sandbox.Resolve("host=a,,/s hostaddr=,10.0.0.1, port=1,,3");
        Assert.Equal(
            [("a", null, "1", false), (null, "10.0.0.1", "5432", false), ("/s", null, "3", true)],
            target.Hosts.Select(host => (host.Host, host.HostAddress, host.Port, host.IsSocket))
        );
        Assert.Equal(["1", "1"], sandbox.Resolve("postgresql://a,b/?port=1").Hosts.Select(host => host.Port));
    }

    [Fact]
    public void Each_host_has_its_own_password()
    {
        var file = sandbox.Write(".pgpass", "# none\na:5432:*:*:pa\nlocalhost:*:*:*:local\n10.0.0.1:*:shop:app:p\\:10\n");
        var target = sandbox.Resolve("host=a,b,, hostaddr=,,10.0.0.1, dbname=shop user=app");
        Assert.Equal(["pa", null, "p:10", "local"], target.Hosts.Select(host => host.Password?.Reveal()));
        Assert.Equal(new ParameterSource.PassFile(file, 2), target.Hosts[0].PasswordSource);
        Assert.Equal(new ParameterSource.DefaultFile(file), target.Parameters["passfile"]!.Source);
        Assert.Null(target.Parameters["password"]);
        var explicitly = sandbox.Resolve("host=a password=x");
        Assert.Equal("x", explicitly.Hosts[0].Password!.Reveal());
        Assert.Equal(new ParameterSource.TargetText(), explicitly.Hosts[0].PasswordSource);
    }

    [Fact]
    public void A_password_file_for_everybody_is_passed_over_with_a_warning()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes");
        var file = sandbox.Write("pass", "*:*:*:*:secret\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        var target = sandbox.Resolve($"host=h passfile={file}");
        Assert.Null(target.Hosts[0].Password);
        Assert.Equal(
            [$"password file \"{file}\" has group or world access; permissions should be u=rw (0600) or less; it is ignored."],
            target.Warnings
        );
        Directory.CreateDirectory($"{sandbox.Home}/folder");
        Assert.Contains(
            "is not a plain file",
            Assert.Single(sandbox.Resolve($"host=h passfile={sandbox.Home}/folder").Warnings),
            StringComparison.Ordinal
        );
        Assert.Empty(sandbox.Resolve("host=h passfile=/nonexistent").Warnings);
        Assert.Null(sandbox.Resolve("host=h passfile=/dev/zero").Hosts[0].Password);
    }

    [Fact]
    public void Default_certificate_files_are_parameters_if_they_exist()
    {
        var root = sandbox.Write(".postgresql/root.crt", "x");
        var target = sandbox.Resolve("host=h sslmode=verify-full");
        Assert.Equal(new ParameterSource.DefaultFile(root), target.Parameters["sslrootcert"]!.Source);
        Assert.Null(target.Parameters["sslcert"]);
        var options = PostgresOptions.From(target);
        Assert.Equal(root, options.RootCertificate!.Value.Path);
        Assert.Equal($"{sandbox.Home}/.postgresql/postgresql.crt", options.ClientCertificate!.Value.Path);
        Assert.True(options.ClientCertificate.Value.IsDefault);
        Assert.Equal($"{sandbox.Home}/.postgresql/root.crl", options.RevocationList!.Value.Path);
        Assert.Null(PostgresOptions.From(sandbox.Resolve("host=h sslcrldir=/crls")).RevocationList);
        var system = PostgresOptions.From(sandbox.Resolve("host=h sslrootcert=system sslcrl=/x"));
        Assert.True(system.UseSystemRoots);
        Assert.Null(system.RootCertificate);
        Assert.Null(system.RevocationList);
    }

    [Theory]
    [InlineData("oauth_issuer=https://id", "oauth_issuer")]
    [InlineData("scram_client_key=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "scram_client_key")]
    [InlineData("min_protocol_version=3.2", "min_protocol_version")]
    [InlineData("replication=database", "replication")]
    public void What_cannot_be_honoured_is_refused(string text, string keyword)
    {
        var failure = Assert.Throws<DatabaseException>(() => sandbox.Resolve(text));
        Assert.StartsWith($"{keyword} is not supported: ", failure.Failure.What, StringComparison.Ordinal);
        Assert.Equal(ErrorStage.Policy, failure.Stage);
    }

    [Theory]
    [InlineData("min_protocol_version=3.0 max_protocol_version=latest")]
    [InlineData("replication=off")]
    [InlineData("host=h requirepeer=postgres")]
    [InlineData("sslcompression=1 gssencmode=prefer")]
    public void What_would_change_nothing_is_not_refused(string text) => Assert.Equal("postgresql", sandbox.Resolve(text).Dialect);

    [Theory]
    [InlineData("postgresql://scott:99999/test")]
    [InlineData("postgresql://scott:tiger/test")]
    [InlineData("postgresql+psycopg2://scott:99999/test")]
    [InlineData("postgresql://scott:12/tiger@db/test")]
    [InlineData("postgresql://scott:ti@ger@db/test")]
    public void A_password_in_the_wrong_part_of_a_url_is_refused(string text)
    {
        var failure = Assert.Throws<DatabaseException>(() => sandbox.Resolve(text));
        Assert.DoesNotContain("tiger", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("99999", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_port_fails_its_own_host_only()
    {
        var hosts = sandbox.Resolve("host=a,b port=x,5433").Hosts;
        Assert.Equal(
            "invalid integer value \"x\" for connection option \"port\"",
            Assert.Throws<DatabaseException>(() => hosts[0].ParsePort()).Failure.What
        );
        Assert.Equal(5433, hosts[1].ParsePort());
    }

    [Fact]
    public void A_missing_service_names_the_nearest_one()
    {
        sandbox.Write(".pg_service.conf", "[production]\nhost=h\n[staging]\nhost=s\n");
        var failure = Assert.Throws<DatabaseException>(() => sandbox.Resolve("prodution"));
        Assert.Equal("definition of service \"prodution\" not found", failure.Failure.What);
        Assert.Equal("did you mean \"production\"?", failure.Failure.Fix);
    }
}
