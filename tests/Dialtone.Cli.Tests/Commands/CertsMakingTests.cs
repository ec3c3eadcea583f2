using System.Text.Json;
using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Commands;

/// <summary>What <c>dialtone certs init</c> and <c>issue</c> make works with real servers, and openssl takes it.</summary>
public sealed class CertsMakingTests(TestServers servers) : CertsTests(servers)
{
    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task What_init_makes_is_what_openssl_takes(string key)
    {
        var place = Folder["certs"];
        var made = await RunAsync(
            "init",
            place,
            "--user",
            "app",
            "--user",
            "report",
            "--host",
            "db.example.com",
            "--host",
            "10.0.0.1",
            "--key",
            key
        );
        Assert.Equal(0, made.ExitCode);
        foreach (var name in (string[])["server", "client-app", "client-report"])
        {
            var certificate = Path.Combine(place, $"{name}.crt");
            var purpose = name == "server" ? "sslserver" : "sslclient";
            Assert.Contains(
                "OK",
                await OpenSslAsync("verify", "-x509_strict", "-purpose", purpose, "-CAfile", Path.Combine(place, "ca.crt"), certificate),
                StringComparison.Ordinal
            );
            Assert.Equal(
                await OpenSslAsync("x509", "-in", certificate, "-noout", "-pubkey"),
                await OpenSslAsync("pkey", "-in", Path.Combine(place, $"{name}.key"), "-pubout")
            );
        }

        var names = await OpenSslAsync("x509", "-in", Path.Combine(place, "server.crt"), "-noout", "-ext", "subjectAltName");
        Assert.Contains("DNS:db.example.com, IP Address:10.0.0.1", names, StringComparison.Ordinal);
        Assert.Contains(
            "Verification error",
            await OpenSslErrorAsync(
                "verify",
                "-purpose",
                "sslserver",
                "-CAfile",
                Path.Combine(place, "ca.crt"),
                Path.Combine(place, "client-app.crt")
            ),
            StringComparison.OrdinalIgnoreCase
        );
        AssertMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Assert.All(Directory.GetFiles(place, "*.key"), file => AssertMode(file));

        var before = await File.ReadAllTextAsync(Path.Combine(place, "ca.crt"), Token);
        var again = await RunAsync("init", place, "--user", "app");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("--force", again.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(Path.Combine(place, "ca.crt"), Token));
        Assert.Equal(0, (await RunAsync("init", place, "--user", "app", "--force")).ExitCode);
        Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(place, "ca.crt"), Token));
    }

    /// <summary>The printed lines, put into a PostgreSQL as they are: the certificate's user gets in, nobody else does.</summary>
    [Fact]
    public async Task Postgresql_runs_with_the_printed_lines()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        using var own = TemporaryFolder.ForServer();
        var place = own["certs"];
        var made = await RunAsync("init", place, "--user", "app");
        Assert.True(made.Succeeded, made.Error);
        await GiveToServersAsync(own, place);
        var lines = Section(made.Output, "postgresql.conf")
            .Select(line => line.Split(" = "))
            .ToDictionary(parts => parts[0], parts => parts[1]);
        await using var server = await PostgresServer.StartAsync(
            PostgresRelease.V15,
            Servers.Pki,
            new()
            {
                Settings = lines.Where(line => line.Key != "ssl").ToDictionary(line => line.Key, line => line.Value),
                HostBasedAuthentication = string.Join('\n', Section(made.Output, "pg_hba.conf")) + "\n",
                Setup = "create role app login\n",
            },
            Token
        );
        foreach (var name in (string[])["ca.crt", "client-app.crt", "client-app.key"])
        {
            File.Copy(Path.Combine(place, name), Folder[name]);
        }

        var without =
            $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user=app sslmode=verify-full sslrootcert={Folder["ca.crt"]}";
        var with = $"{without} sslcert={Folder["client-app.crt"]} sslkey={Folder["client-app.key"]}";
        var psql = await new Psql().QueryAsync(with, "select client_dn from pg_stat_ssl where pid = pg_backend_pid()", Token);
        Assert.Equal("/CN=app", psql.Expect("psql").Trim());
        Assert.Equal("1", (await QueryAsync(with)).Output.Trim());
        Assert.Equal(2, (await QueryAsync(without)).ExitCode);

        var inspected = await RunAsync("inspect", with);
        Assert.Equal((0, ""), (inspected.ExitCode, inspected.Error));
        foreach (
            var word in (string[])
                [
                    "TLS 1.3",
                    "the server shows",
                    "the target's client certificate",
                    "verify-full     TLS, chain and name verified",
                    "asks for a client certificate",
                ]
        )
        {
            Assert.Contains(word, inspected.Output, StringComparison.Ordinal);
        }

        // The mode does not matter, and a password is not sent.
        Assert.Equal(
            0,
            (await RunAsync("inspect", $"host=127.0.0.1 port={server.Port} user=app password='{WrongPassword}' sslmode=disable")).ExitCode
        );
        var expiry = await RunAsync("expiry", with, Folder["ca.crt"], "--json", "--within", "400");
        Assert.Equal(4, expiry.ExitCode);
        var report = JsonDocument.Parse(expiry.Output).RootElement;
        Assert.Equal(1, report.GetProperty("format").GetInt32());
        var certificates = report.GetProperty("certificates").EnumerateArray().ToList();
        Assert.Equal(
            ["client", "file", "server", "trusted root"],
            certificates
                .Select(certificate => certificate.GetProperty("what").GetString())
                .Where(what => what != "server's chain")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(0, (await RunAsync("expiry", with, "--within", "30")).ExitCode);
    }

    [Fact]
    public async Task Mariadb_takes_the_client_by_the_printed_sql()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        using var own = TemporaryFolder.ForServer();
        var place = own["certs"];
        var made = await RunAsync("init", place, "--user", "o'hara");
        Assert.True(made.Succeeded, made.Error);
        await GiveToServersAsync(own, place);
        await using var server = await MariaDbServer.StartAsync(
            Servers.Pki,
            settings: string.Join('\n', Section(made.Output, "my.cnf")),
            cancellationToken: Token
        );
        await server.ExecuteAsync(Section(made.Output, "SQL for MySQL and MariaDB")[0], Token);
        var (ca, certificate, key) = (Folder["ca.crt"], Folder["client.crt"], Folder["client.key"]);
        File.Copy(Path.Combine(place, "ca.crt"), ca);
        File.Copy(Path.Combine(place, "client-o_hara.crt"), certificate);
        File.Copy(Path.Combine(place, "client-o_hara.key"), key);

        var target = $"mysql://o%27hara@127.0.0.1:{server.Port}/?ssl_mode=VERIFY_IDENTITY&ssl_ca={ca}";
        Assert.Equal("1", (await QueryAsync($"{target}&ssl_cert={certificate}&ssl_key={key}")).Output.Trim());
        Assert.Equal(2, (await QueryAsync(target)).ExitCode);
        var inspected = await RunAsync("inspect", target);
        Assert.True(inspected.ExitCode == 0, inspected.Error);
        Assert.Contains("VERIFY_IDENTITY TLS, chain and name verified", inspected.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_makes_more_of_them()
    {
        var place = Folder["certs"];
        await RunAsync("init", place, "--user", "app");
        var server = await RunAsync("issue", "server", "--ca", place, "--name", "db2", "--host", "*.example.com", "--days", "30");
        Assert.Equal($"{place}/db2.crt\n{place}/db2.key\n", server.Output);
        Assert.Contains(
            "OK",
            await OpenSslAsync(
                "verify",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "a.example.com",
                "-CAfile",
                Path.Combine(place, "ca.crt"),
                Path.Combine(place, "db2.crt")
            ),
            StringComparison.Ordinal
        );
        Assert.Equal(0, (await RunAsync("issue", "client", "--ca", place, "--user", "new")).ExitCode);
        Assert.Contains(
            "subject=CN = new",
            await OpenSslAsync("x509", "-in", Path.Combine(place, "client-new.crt"), "-noout", "-subject"),
            StringComparison.Ordinal
        );
        Assert.Equal(4, (await RunAsync("expiry", Path.Combine(place, "db2.crt"), "--within", "31")).ExitCode);
        foreach (
            var wrong in (string[][])
                [
                    ["issue", "client", "--ca", place],
                    ["issue", "server", "--ca", place, "--name", "../x"],
                    ["issue", "server", "--ca", place, "--name", "ca"],
                    ["issue", "printer", "--ca", place],
                    ["issue", "server", "--ca", Folder["nowhere"]],
                    ["init", Folder["other"], "--days", "9999"],
                    ["init", Folder["other"], "--key", "dsa"],
                    ["init", Folder["other"], "--user", ""],
                    ["init", Folder["other"], "--user", "a/b", "--user", "a_b"],
                    ["expiry", "--within", "soon", place],
                    ["convert", Path.Combine(place, "ca.crt"), Folder["ca.doc"]],
                ]
        )
        {
            var result = await RunAsync(wrong);
            Assert.True(result.ExitCode == 1, string.Join(' ', wrong) + ": " + result.Error);
            Assert.Contains("fix: ", result.Error, StringComparison.Ordinal);
        }
    }

    // As the command says: the server's account must own the key.
    static async Task GiveToServersAsync(TemporaryFolder own, string place) =>
        (await new Command("chown", "-R", $"--reference={own.Location}", place).RunAsync(Token)).Expect("chown");

    static string[] Section(string output, string title) =>
        [.. output.Split('\n').SkipWhile(line => line != $"# {title}").Skip(1).TakeWhile(line => line.Length > 0 && line[0] != '#')];

    static async Task<string> OpenSslErrorAsync(params string[] arguments) =>
        (await new Command("openssl", arguments).RunAsync(Token)) is { Succeeded: false } result
            ? "Verification error " + result.Error
            : "";

    static Task<CommandResult> QueryAsync(string target) =>
        new Command(DemoProgram.Path, "query", target, "-c", "select 1", "-o", "csv", "--no-header").RunAsync(Token);
}
