using System.Globalization;
using System.Text.Json;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Cli.Tests.Commands;

/// <summary><c>dialtone certs inspect</c>, <c>convert</c> and <c>expiry</c> say what openssl says, and keep secrets.</summary>
public sealed class CertsReadingTests(TestServers servers) : CertsTests(servers)
{
    [Theory]
    [InlineData(KeyFormat.Pkcs8Pem)]
    [InlineData(KeyFormat.Sec1Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Der)]
    public async Task A_key_goes_into_every_format_and_comes_back(KeyFormat format)
    {
        var client = Servers.Pki.Client(format);
        var expected = await OpenSslAsync("x509", "-in", client.Certificate, "-noout", "-pubkey");
        var password = Folder.Write("password", Pki.KeyPassword + "\n");
        var secret = Folder.Write("new-password", "new secret\n");
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
            var result = await RunAsync(["convert", client.Certificate, client.Key, Folder[output], "--password-file", password, .. more]);
            Assert.True(result.ExitCode == 0, result.Error);
            Assert.Equal("", result.Output);
            var read = await OpenSslAsync([openSsl[0], .. openSsl[1..], "-in", Folder[output]]);
            Assert.Equal(expected, output.EndsWith(".p12", StringComparison.Ordinal) ? await PublicKeyAsync(read) : read);
            AssertMode(Folder[output]);

            Assert.Equal(
                1,
                (await RunAsync(["convert", client.Certificate, client.Key, Folder[output], "--password-file", password, .. more])).ExitCode
            );
        }

        await RunAsync("convert", Folder["a.p12"], Folder["back.key"], "--password-file", secret);
        await RunAsync("convert", Folder["a.p12"], Folder["back.crt"], "--password-file", secret);
        var inspected = await RunAsync("inspect", Folder["back.crt"]);
        Assert.Contains("it belongs to the first certificate", inspected.Output, StringComparison.Ordinal);
        Assert.Contains("takes the pair", inspected.Output, StringComparison.Ordinal);
        var locked = await RunAsync("inspect", Folder["a.p12"]);
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
            var file = Servers.Pki.Server(kind).Certificate;
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
            (await RunAsync("inspect", Servers.Pki.Server(ServerCertificate.CommonNameOnly).Certificate)).Output,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "EXPIRED",
            (await RunAsync("inspect", Servers.Pki.Server(ServerCertificate.Expired).Certificate)).Output,
            StringComparison.Ordinal
        );
        var mismatch = Servers.Pki.Client(ClientCertificate.MismatchedKey);
        var wrong = await RunAsync("inspect", mismatch.Certificate, "--key", mismatch.Key);
        Assert.Contains("does NOT belong", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("key values mismatch", wrong.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            var open = Servers.Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100);
            Assert.Contains(
                "group or world access",
                (await RunAsync("inspect", open.Certificate, "--key", open.Key)).Output,
                StringComparison.Ordinal
            );
        }

        var crl = await RunAsync("inspect", Servers.Pki.Crl(RevocationList.Complete));
        Assert.Contains("revocation lists", crl.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await RunAsync("inspect", Folder.Write("garbage", "no certificate"))).ExitCode);
    }

    [Fact]
    public async Task A_server_that_cannot_be_asked_is_named_by_its_place_and_keeps_its_secrets()
    {
        await using var silent = FakeServer.Start((connection, token) => connection.HangAsync(token));
        await using var plain = FakeServer.Start(FakePostgres.AnswerFirstRequest("N"u8, thenClose: true));
        var place = Folder["certs"];
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

    async Task<string> PublicKeyAsync(string pem) =>
        await OpenSslAsync("pkey", "-in", Folder.Write($"{Guid.NewGuid():N}.pem", pem), "-pubout");
}
