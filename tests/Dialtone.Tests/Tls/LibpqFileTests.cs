using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>Files in every state, given to libpq and to the policy: both must come to the same verdict, in the same words where libpq has some.</summary>
public sealed class LibpqFileTests
{
    const string Password = "geheim";

    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Server = Root.Leaf("server", leaf => leaf.Names.Add("localhost"));
    static readonly TestCertificate Client = Root.Leaf("alice", leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]);
    static readonly TestCertificate Other = Root.Leaf("bob", leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]);
    static readonly TestCertificate Rsa = Root.Leaf("carol", leaf => leaf.Key = RSA.Create(2048));

    /// <summary>Each writes files and names them; without a name the parameter is not given.</summary>
    static readonly Dictionary<string, Action<TestFolder, Dictionary<string, string>>> Cases = new()
    {
        ["nothing"] = (_, _) => { },
        ["root"] = (folder, it) => it["sslrootcert"] = folder["root.crt"],
        ["root verify-ca"] = (folder, it) => (it["sslmode"], it["sslrootcert"]) = ("verify-ca", folder["root.crt"]),
        ["root verify-full"] = (folder, it) => (it["sslmode"], it["sslrootcert"]) = ("verify-full", folder["root.crt"]),
        ["root missing"] = (folder, it) => it["sslrootcert"] = folder["none"],
        ["root missing verify-ca"] = (folder, it) => (it["sslmode"], it["sslrootcert"]) = ("verify-ca", folder["none"]),
        ["root below a file verify-ca"] = (folder, it) => (it["sslmode"], it["sslrootcert"]) = ("verify-ca", folder["root.crt"] + "/x"),
        ["root other"] = (folder, it) => it["sslrootcert"] = folder.Write("r", TestCertificate.Root("Nobody").Pem),
        ["root garbage"] = (folder, it) => it["sslrootcert"] = folder.Write("r", "garbage"),
        ["root empty"] = (folder, it) => it["sslrootcert"] = folder.Write("r", ""),
        ["root folder"] = (folder, it) => it["sslrootcert"] = folder.Root,
        ["root DER"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Certificate.RawData),
        ["root key only"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.KeyPem),
        ["root after key and text"] = (folder, it) => it["sslrootcert"] = folder.Write("r", "text\n" + Root.KeyPem + "more\n" + Root.Pem),
        ["root X509 label"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.Replace("CERT", "X509 CERT")),
        ["root CRLF"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.ReplaceLineEndings("\r\n")),
        ["root indented"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.Replace("-----BEGIN", " -----BEGIN")),
        ["root unfinished"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.Replace("-----END CERTIFICATE-----", "")),
        ["root wrong end"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.Replace("-----END C", "-----END X")),
        ["root bad base64"] = (folder, it) => it["sslrootcert"] = folder.Write("r", Root.Pem.Replace("MII", "M!I")),
        ["root list only"] = (folder, it) => it["sslrootcert"] = folder.Write("r", TestRevocationList.Of(Root)),
        ["crl"] = (folder, it) => Revocation(folder, it, "sslcrl", folder.Write("c", TestRevocationList.Of(Root))),
        ["crl revoked"] = (folder, it) =>
            Revocation(folder, it, "sslcrl", folder.Write("c", TestRevocationList.Of(Root, list => list.Revoke(Server)))),
        ["crl missing"] = (folder, it) => Revocation(folder, it, "sslcrl", folder["none"]),
        ["crl garbage"] = (folder, it) => Revocation(folder, it, "sslcrl", folder.Write("c", "garbage")),
        ["crl corrupt"] = (folder, it) =>
            Revocation(folder, it, "sslcrl", folder.Write("c", "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")),
        ["crl half corrupt"] = (folder, it) =>
            Revocation(
                folder,
                it,
                "sslcrl",
                folder.Write("c", TestRevocationList.Of(Root, list => list.Revoke(Server)) + "-----BEGIN X509 CRL-----\nAAAA\n")
            ),
        ["crl of certificates"] = (folder, it) => Revocation(folder, it, "sslcrl", folder.Write("c", Root.Pem)),
        ["crl folder"] = (folder, it) => Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".r0", TestRevocationList.Of(Root))),
        ["crl folder revoked"] = (folder, it) =>
            Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".r0", TestRevocationList.Of(Root, list => list.Revoke(Server)))),
        ["crl folder gap"] = (folder, it) => Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".r1", TestRevocationList.Of(Root))),
        ["crl folder second"] = (folder, it) =>
        {
            Hashed(folder, "d", ".r0", TestRevocationList.Of(Root, list => list.NextUpdate = DateTimeOffset.UtcNow.AddMinutes(-1)));
            Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".r1", TestRevocationList.Of(Root)));
        },
        ["crl folder without hashes"] = (folder, it) =>
            Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".crl", TestRevocationList.Of(Root))),
        ["crl folder empty"] = (folder, it) => Revocation(folder, it, "sslcrldir", Directory.CreateDirectory(folder["d"]).FullName),
        ["crl folder missing"] = (folder, it) => Revocation(folder, it, "sslcrldir", folder["none"]),
        ["crl folders"] = (folder, it) =>
            Revocation(folder, it, "sslcrldir", $"{folder["none"]}:{Hashed(folder, "d", ".r0", TestRevocationList.Of(Root))}"),
        ["crl garbage, folder revoked"] = (folder, it) =>
        {
            it["sslcrl"] = folder.Write("c", "garbage");
            Revocation(folder, it, "sslcrldir", Hashed(folder, "d", ".r0", TestRevocationList.Of(Root, list => list.Revoke(Server))));
        },
        ["crl in root file only"] = (folder, it) =>
            it["sslrootcert"] = folder.Write("r", Root.Pem + TestRevocationList.Of(Root, list => list.Revoke(Server))),
        ["crl in root file, folder empty"] = (folder, it) =>
        {
            Revocation(folder, it, "sslcrldir", Directory.CreateDirectory(folder["d"]).FullName);
            it["sslrootcert"] = folder.Write("r", Root.Pem + TestRevocationList.Of(Root));
        },
        ["client"] = (folder, it) => Credential(folder, it, Client.Pem, Client.KeyPem),
        ["client with chain"] = (folder, it) => Credential(folder, it, Client.Pem + Root.Pem, Client.KeyPem),
        ["client and key in one"] = (folder, it) => Credential(folder, it, Client.KeyPem + Client.Pem, Client.Pem + Client.KeyPem),
        ["client missing"] = (folder, it) => (it["sslcert"], it["sslkey"]) = (folder["none"], folder["none"]),
        ["client below a file"] = (folder, it) => it["sslcert"] = folder["root.crt"] + "/x",
        ["client folder"] = (folder, it) => it["sslcert"] = folder.Root,
        ["client garbage"] = (folder, it) => Credential(folder, it, "garbage", Client.KeyPem),
        ["client DER"] = (folder, it) => it["sslcert"] = folder.Write("client.crt", Client.Certificate.RawData),
        ["client unfinished"] = (folder, it) => Credential(folder, it, Client.Pem.Replace("-----END", ""), Client.KeyPem),
        ["client bad base64"] = (folder, it) => Credential(folder, it, Client.Pem.Replace("MII", "M!I"), Client.KeyPem),
        ["client chain unfinished"] = (folder, it) => Credential(folder, it, Client.Pem + Root.Pem.Replace("-----END", ""), Client.KeyPem),
        ["key missing"] = (folder, it) => (it["sslcert"], it["sslkey"]) = (folder.Write("client.crt", Client.Pem), folder["none"]),
        ["key folder"] = (folder, it) => (it["sslcert"], it["sslkey"]) = (folder.Write("client.crt", Client.Pem), folder.Root),
        ["key of other"] = (folder, it) => Credential(folder, it, Client.Pem, Other.KeyPem),
        ["key of other kind"] = (folder, it) => Credential(folder, it, Client.Pem, Rsa.KeyPem),
        ["key of other kind, RSA"] = (folder, it) => Credential(folder, it, Rsa.Pem, Client.KeyPem),
        ["key garbage"] = (folder, it) => Credential(folder, it, Client.Pem, "garbage"),
        ["key empty"] = (folder, it) => Credential(folder, it, Client.Pem, ""),
        ["key unfinished"] = (folder, it) => Credential(folder, it, Client.Pem, Client.KeyPem.Replace("-----END", "")),
        ["key bad base64"] = (folder, it) => Credential(folder, it, Client.Pem, Client.KeyPem.Replace("MI", "!I")),
        ["key encrypted"] = (folder, it) =>
            (Credential(folder, it, Client.Pem, Encrypted(Client)), it["sslpassword"] = Password).ToString(),
        ["key encrypted, wrong password"] = (folder, it) =>
            (Credential(folder, it, Client.Pem, Encrypted(Client)), it["sslpassword"] = "x").ToString(),
        ["key with needless password"] = (folder, it) =>
            (Credential(folder, it, Client.Pem, Client.KeyPem), it["sslpassword"] = "x").ToString(),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Comes_to_the_verdict_of_libpq(string name)
    {
        using var folder = new TestFolder();
        folder.Write("root.crt", Root.Pem);
        var parameters = new Dictionary<string, string> { ["sslmode"] = "require" };
        Cases[name](folder, parameters);
        await CompareAsync(parameters);
    }

    /// <summary>Modes and owners of key files. Only root can give a file away.</summary>
    [Theory]
    [InlineData("0600", true)]
    [InlineData("0400", true)]
    [InlineData("0700", true)]
    [InlineData("0640", true)]
    [InlineData("0440", true)]
    [InlineData("0644", true)]
    [InlineData("0660", true)]
    [InlineData("0650", true)]
    [InlineData("0604", true)]
    [InlineData("0602", true)]
    [InlineData("0601", true)]
    [InlineData("4600", true)]
    [InlineData("0600", false)]
    [InlineData("0700", false)]
    [InlineData("0640", false)]
    [InlineData("0610", false)]
    [InlineData("0604", false)]
    public async Task Key_permissions_count_as_in_libpq(string mode, bool ownedByRoot)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.UserName == "root", "only root can give files away");
        using var folder = new TestFolder();
        var parameters = new Dictionary<string, string> { ["sslmode"] = "require" };
        Credential(folder, parameters, Client.Pem, Client.KeyPem);
        await RunAsync("chown", ownedByRoot ? "0" : "12345", parameters["sslkey"]);
        await RunAsync("chmod", mode, parameters["sslkey"]);
        await CompareAsync(parameters);

        File.CreateSymbolicLink(folder["link"], parameters["sslkey"]);
        await CompareAsync(new(parameters) { ["sslkey"] = folder["link"] });
    }

    static async Task CompareAsync(Dictionary<string, string> parameters)
    {
        await using var server = new FakePostgresServer(Server);
        var asked = new Dictionary<string, string>(parameters)
        {
            ["host"] = "localhost",
            ["hostaddr"] = "127.0.0.1",
            ["port"] = $"{server.Port}",
        };
        var expected = (await Libpq.ConnectAsync(asked))?.Split('\n')[0];

        var failure = Judge(parameters);

        Assert.True(failure is null == expected is null, $"Dialtone: {failure?.Message ?? "accepts"}\nlibpq: {expected ?? "accepts"}");
        if (expected is not null)
        {
            // Another OpenSSL gives other reasons for damaged files.
            var reason = Libpq.IsVersion18 ? expected.Length : expected.LastIndexOf("\": ", StringComparison.Ordinal);
            Assert.StartsWith(reason < 0 ? expected : expected[..reason], failure!.What, StringComparison.Ordinal);
        }
    }

    static Failure? Judge(Dictionary<string, string> parameters)
    {
        TlsFile? Named(string keyword) =>
            parameters.TryGetValue(keyword, out var path) ? new(path, keyword, new ParameterSource.Argument()) : null;
        var exception = Record.Exception(() =>
        {
            var policy = TlsPolicy.Load(
                new()
                {
                    Verification = parameters["sslmode"] switch
                    {
                        "verify-full" => TlsVerification.ChainAndName,
                        "verify-ca" => TlsVerification.Chain,
                        _ => TlsVerification.WhenRootExists,
                    },
                    RootFile = Named("sslrootcert"),
                    RevocationFile = Named("sslcrl"),
                    RevocationDirectory = Named("sslcrldir"),
                    CertificateFile = Named("sslcert"),
                    KeyFile = Named("sslkey"),
                    KeyPassword = parameters.TryGetValue("sslpassword", out var password) ? new(password) : null,
                }
            );
            using var leaf = X509CertificateLoader.LoadCertificate(Server.Certificate.RawData);
            policy.Verify(leaf, [], "localhost");
        });
        return exception is null ? null : Assert.IsType<DatabaseException>(exception).Failure;
    }

    static string Credential(TestFolder folder, Dictionary<string, string> parameters, string certificate, string key)
    {
        parameters["sslcert"] = folder.Write("client.crt", certificate);
        return parameters["sslkey"] = folder.Write("client.key", key);
    }

    static void Revocation(TestFolder folder, Dictionary<string, string> parameters, string keyword, string path)
    {
        parameters["sslrootcert"] = folder["root.crt"];
        parameters[keyword] = path;
    }

    static string Hashed(TestFolder folder, string name, string suffix, string list)
    {
        Directory.CreateDirectory(folder[name]);
        var hash = OpenSsl.Run("x509", "-in", folder["root.crt"], "-noout", "-subject_hash").Trim();
        File.WriteAllText(Path.Combine(folder[name], hash + suffix), list);
        return folder[name];
    }

    static string Encrypted(TestCertificate certificate) =>
        certificate.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2048));

    static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
    }
}
