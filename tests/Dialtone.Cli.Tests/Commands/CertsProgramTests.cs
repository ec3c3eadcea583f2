using System.Globalization;
using System.Text.Json;
using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Commands;

/// <summary><c>dialtone certs</c> as a program: what it makes works with real servers, and openssl says the same of it.</summary>
public sealed class CertsProgramTests(TestServers servers) : IClassFixture<TestServers>, IDisposable
{
    const string WrongPassword = "tell nobody";

    readonly TemporaryFolder folder = new();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public async Task What_init_makes_is_what_openssl_takes(string key)
    {
        var place = folder["certs"];
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
            servers.Pki,
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
            File.Copy(Path.Combine(place, name), folder[name]);
        }

        var without =
            $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user=app sslmode=verify-full sslrootcert={folder["ca.crt"]}";
        var with = $"{without} sslcert={folder["client-app.crt"]} sslkey={folder["client-app.key"]}";
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
        var expiry = await RunAsync("expiry", with, folder["ca.crt"], "--json", "--within", "400");
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
            servers.Pki,
            settings: string.Join('\n', Section(made.Output, "my.cnf")),
            cancellationToken: Token
        );
        await server.ExecuteAsync(Section(made.Output, "SQL for MySQL and MariaDB")[0], Token);
        var (ca, certificate, key) = (folder["ca.crt"], folder["client.crt"], folder["client.key"]);
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
        var place = folder["certs"];
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
                    ["issue", "server", "--ca", folder["nowhere"]],
                    ["init", folder["other"], "--days", "9999"],
                    ["init", folder["other"], "--key", "dsa"],
                    ["expiry", "--within", "soon", place],
                    ["convert", Path.Combine(place, "ca.crt"), folder["ca.doc"]],
                ]
        )
        {
            var result = await RunAsync(wrong);
            Assert.True(result.ExitCode == 1, string.Join(' ', wrong) + ": " + result.Error);
            Assert.Contains("fix: ", result.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(KeyFormat.Pkcs8Pem)]
    [InlineData(KeyFormat.Sec1Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Der)]
    public async Task A_key_goes_into_every_format_and_comes_back(KeyFormat format)
    {
        var client = servers.Pki.Client(format);
        var expected = await OpenSslAsync("x509", "-in", client.Certificate, "-noout", "-pubkey");
        var password = folder.Write("password", Pki.KeyPassword + "\n");
        var secret = folder.Write("new-password", "new secret\n");
        (string Output, string[] OpenSsl, bool IsEncrypted)[] outputs =
        [
            ("a.pk8", ["pkey", "-inform", "DER", "-pubout"], false),
            ("a.key", ["pkey", "-pubout"], false),
            ("b.key", ["pkey", "-passin", "pass:new secret", "-pubout"], true),
            ("a.p12", ["pkcs12", "-passin", "pass:new secret", "-nodes"], true),
        ];
        foreach (var (output, openSsl, isEncrypted) in outputs)
        {
            string[] more = isEncrypted ? ["--new-password-file", secret] : [];
            var result = await RunAsync(["convert", client.Certificate, client.Key, folder[output], "--password-file", password, .. more]);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal("", result.Output);
            var read = await OpenSslAsync([openSsl[0], .. openSsl[1..], "-in", folder[output]]);
            Assert.Equal(expected, output.EndsWith(".p12", StringComparison.Ordinal) ? await PublicKeyAsync(read) : read);
            AssertMode(folder[output]);

            Assert.Equal(
                1,
                (await RunAsync(["convert", client.Certificate, client.Key, folder[output], "--password-file", password, .. more])).ExitCode
            );
        }

        await RunAsync("convert", folder["a.p12"], folder["back.key"], "--password-file", secret);
        await RunAsync("convert", folder["a.p12"], folder["back.crt"], "--password-file", secret);
        var inspected = await RunAsync("inspect", folder["back.crt"]);
        Assert.Contains("it belongs to the first certificate", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("takes the pair", inspected.Output, StringComparison.Ordinal);
        var locked = await RunAsync("inspect", folder["a.p12"]);
        Assert.Equal(1, locked.ExitCode);
        Assert.Contains("--password-file", locked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspect_says_what_openssl_says_and_what_clients_say()
    {
        foreach (
            var kind in (ServerCertificate[])
                [
                    ServerCertificate.Good,
                    ServerCertificate.CommonNameOnly,
                    ServerCertificate.Expired,
                    ServerCertificate.Rsa,
                    ServerCertificate.ChainOfIntermediate,
                ]
        )
        {
            var file = servers.Pki.Server(kind).Certificate;
            var result = await RunAsync("inspect", file, "--json");
            Assert.True(result.ExitCode == 0, result.Error);
            var certificate = JsonDocument.Parse(result.Output).RootElement.GetProperty("certificates")[0];
            var openSsl = await OpenSslAsync(
                "x509",
                "-in",
                file,
                "-noout",
                "-serial",
                "-fingerprint",
                "-sha256",
                "-enddate",
                "-dateopt",
                "iso_8601"
            );
            Assert.Contains($"serial={certificate.GetProperty("serialNumber").GetString()}", openSsl, StringComparison.OrdinalIgnoreCase);
            Assert.Contains(
                certificate.GetProperty("sha256").GetString()!,
                openSsl.Replace(":", "", StringComparison.Ordinal),
                StringComparison.OrdinalIgnoreCase
            );
            Assert.Contains(
                $"notAfter={certificate.GetProperty("notAfter").GetDateTimeOffset().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}",
                openSsl,
                StringComparison.Ordinal
            );
        }

        Assert.Contains(
            "no subject alternative names",
            (await RunAsync("inspect", servers.Pki.Server(ServerCertificate.CommonNameOnly).Certificate)).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "EXPIRED",
            (await RunAsync("inspect", servers.Pki.Server(ServerCertificate.Expired).Certificate)).Output,
            StringComparison.Ordinal
        );
        var mismatch = servers.Pki.Client(ClientCertificate.MismatchedKey);
        var wrong = await RunAsync("inspect", mismatch.Certificate, "--key", mismatch.Key);
        Assert.Contains("does NOT belong", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("key values mismatch", wrong.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            var open = servers.Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100);
            Assert.Contains(
                "group or world access",
                (await RunAsync("inspect", open.Certificate, "--key", open.Key)).Output,
                StringComparison.Ordinal
            );
        }

        var crl = await RunAsync("inspect", servers.Pki.Crl(RevocationList.Complete));
        Assert.Contains("revocation lists", crl.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("inspect", folder.Write("garbage", "no certificate"))).ExitCode);
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_named_by_its_place_and_keeps_its_secrets()
    {
        await using var silent = FakeServer.Start((connection, token) => connection.HangAsync(token));
        await using var plain = FakeServer.Start(FakePostgres.AnswerFirstRequest("N"u8, thenClose: true));
        var place = folder["certs"];
        await RunAsync("init", place, "--user", "app");
        string[] targets =
        [
            $"postgresql://u:{Uri.EscapeDataString(WrongPassword)}@127.0.0.1:{silent.Port}/d",
            $"host=127.0.0.1 port={plain.Port} password='{WrongPassword}'",
            $"postgresql://u:a@b:{Uri.EscapeDataString(WrongPassword)}@nowhere/",
            "sqlite://",
        ];
        var result = await RunAsync(["expiry", .. targets, Path.Combine(place, "ca.crt"), "--timeout", "1"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("ca.crt", result.Output, StringComparison.Ordinal);
        foreach (var number in (int[])[1, 2, 3, 4])
        {
            Assert.Contains($"argument {number}: ", result.Error, StringComparison.Ordinal);
        }

        Assert.DoesNotContain(WrongPassword, result.Output + result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(WrongPassword), result.Output + result.Error, StringComparison.Ordinal);
        Assert.False(silent.WasTold(WrongPassword));
    }

    static void AssertMode(string path, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    // As the command says: the server's account must own the key.
    static async Task GiveToServersAsync(TemporaryFolder own, string place) =>
        (await new Command("chown", "-R", $"--reference={own.Location}", place).RunAsync(Token)).Expect("chown");

    async Task<string> PublicKeyAsync(string pem) =>
        await OpenSslAsync("pkey", "-in", folder.Write($"{Guid.NewGuid():N}.pem", pem), "-pubout");

    static string[] Section(string output, string title) =>
        [.. output.Split('\n').SkipWhile(line => line != $"# {title}").Skip(1).TakeWhile(line => line.Length > 0 && line[0] != '#')];

    static async Task<string> OpenSslAsync(params string[] arguments) =>
        (await new Command("openssl", arguments).RunAsync(Token)).Expect("openssl");

    static async Task<string> OpenSslErrorAsync(params string[] arguments) =>
        (await new Command("openssl", arguments).RunAsync(Token)) is { Succeeded: false } result
            ? "Verification error " + result.Error
            : "";

    static Task<CommandResult> RunAsync(params string[] arguments) =>
        new Command(DemoProgram.Path, ["certs", .. arguments]).RunAsync(Token);

    static Task<CommandResult> QueryAsync(string target) =>
        new Command(DemoProgram.Path, "query", target, "-c", "select 1", "-o", "csv", "--no-header").RunAsync(Token);
}
