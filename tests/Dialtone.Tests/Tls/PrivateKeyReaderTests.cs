using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class PrivateKeyReaderTests(PrivateKeyReaderTests.Keys keys) : IClassFixture<PrivateKeyReaderTests.Keys>
{
    const string Password = "geheim pass";

    /// <summary>How openssl writes a key (IN, OUT and PASS stand for values), and whether the result is encrypted.</summary>
    static readonly Dictionary<string, (string Command, bool IsEncrypted)> Formats = new()
    {
        ["pkcs8"] = ("pkcs8 -topk8 -nocrypt -in IN -out OUT", false),
        ["pkcs8 DER"] = ("pkcs8 -topk8 -nocrypt -in IN -outform DER -out OUT", false),
        ["traditional"] = ("pkey -traditional -in IN -out OUT", false),
        ["traditional DER"] = ("pkey -traditional -in IN -outform DER -out OUT", false),
        ["pkcs8 aes-128"] = ("pkcs8 -topk8 -v2 aes-128-cbc -passout PASS -in IN -out OUT", true),
        ["pkcs8 aes-192"] = ("pkcs8 -topk8 -v2 aes-192-cbc -passout PASS -in IN -out OUT", true),
        ["pkcs8 aes-256"] = ("pkcs8 -topk8 -v2 aes-256-cbc -passout PASS -in IN -out OUT", true),
        ["pkcs8 3des"] = ("pkcs8 -topk8 -v2 des3 -passout PASS -in IN -out OUT", true),
        ["pkcs8 sha1"] = ("pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA1 -passout PASS -in IN -out OUT", true),
        ["pkcs8 sha384"] = ("pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA384 -passout PASS -in IN -out OUT", true),
        ["pkcs8 sha512"] = ("pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -iter 5000 -passout PASS -in IN -out OUT", true),
        ["pkcs8 scrypt"] = ("pkcs8 -topk8 -scrypt -passout PASS -in IN -out OUT", true),
        ["pkcs8 scrypt parameters"] = (
            "pkcs8 -topk8 -scrypt -scrypt_N 1024 -scrypt_r 4 -scrypt_p 3 -v2 aes-128-cbc -passout PASS -in IN -out OUT",
            true
        ),
        ["pkcs12 3des"] = ("pkcs8 -topk8 -v1 PBE-SHA1-3DES -passout PASS -in IN -out OUT", true),
        ["traditional aes-128"] = ("pkey -traditional -aes-128-cbc -passout PASS -in IN -out OUT", true),
        ["traditional aes-192"] = ("pkey -traditional -aes-192-cbc -passout PASS -in IN -out OUT", true),
        ["traditional aes-256"] = ("pkey -traditional -aes-256-cbc -passout PASS -in IN -out OUT", true),
        ["traditional 3des"] = ("pkey -traditional -des3 -passout PASS -in IN -out OUT", true),
    };

    static readonly Dictionary<string, string> Kinds = new()
    {
        ["rsa"] = "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out OUT",
        ["p256"] = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out OUT",
        ["p521"] = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out OUT",
        ["explicit"] = "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit -out OUT",
        ["parameters first"] = "ecparam -genkey -name secp384r1 -out OUT",
    };

    /// <summary>Every format for the usual kinds, some for the others.</summary>
    public static TheoryData<string, string> Matrix =>
        [
            .. from kind in Kinds.Keys
            from format in Formats.Keys
            where
                kind is "rsa" or "p256"
                || format is "pkcs8" or "traditional" or "traditional DER" or "pkcs8 aes-256" or "traditional aes-256"
            select (kind, format),
        ];

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Reads_what_openssl_writes(string kind, string format)
    {
        using var folder = new TestFolder();
        var (path, isEncrypted) = Make(folder, kind, format);

        using var key = PrivateKeyReader.Read(File.ReadAllBytes(path), isEncrypted ? Password : null);

        Assert.Equal(
            PublicKey(OpenSsl.Run("pkey", "-in", path, "-passin", "pass:" + Password, "-pubout", "-outform", "PEM")),
            PublicKey(key.ExportSubjectPublicKeyInfoPem())
        );
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public void Encrypted_keys_need_the_right_password(string kind, string format)
    {
        using var folder = new TestFolder();
        var (path, isEncrypted) = Make(folder, kind, format);
        if (!isEncrypted)
        {
            using var key = PrivateKeyReader.Read(File.ReadAllBytes(path), "a password that nobody needs");
            return;
        }

        var content = File.ReadAllBytes(path);
        foreach (var wrong in new[] { "wrong", Password + " ", "\u00e4" })
        {
            Assert.Equal("bad decrypt", Assert.Throws<PrivateKeyException>(() => PrivateKeyReader.Read(content, wrong)).Message);
        }

        Assert.True(Assert.Throws<PrivateKeyException>(() => PrivateKeyReader.Read(content, null)).NeedsPassword);
        Assert.True(Assert.Throws<PrivateKeyException>(() => PrivateKeyReader.Read(content, "")).NeedsPassword);
    }

    [Fact]
    public void Leading_text_other_blocks_and_line_ends_do_not_matter()
    {
        using var folder = new TestFolder();
        var (path, _) = Make(folder, "p256", "traditional");
        var expected = OpenSsl.Run("pkey", "-in", path, "-pubout").Trim();
        var certificate = TestCertificate.SelfSigned("x").Pem;
        var text = File.ReadAllText(path);
        string[] variants =
        [
            "subject: anything\n\n  -----BEGIN not at the start\n" + text,
            certificate + text,
            text.Replace("\n", "\r\n", StringComparison.Ordinal),
            text.Replace("\n", "  \n", StringComparison.Ordinal),
            "\ufeff" + text,
            text + certificate,
            text.TrimEnd(),
        ];
        foreach (var variant in variants)
        {
            using var key = PrivateKeyReader.Read(System.Text.Encoding.UTF8.GetBytes(variant), null);
            Assert.Equal(expected, key.ExportSubjectPublicKeyInfoPem());
        }
    }

    [Theory]
    [InlineData("pkcs8 -topk8 -v2 aes-256-cbc -outform DER -passout PASS -in IN -out OUT")]
    [InlineData("pkcs8 -topk8 -scrypt -outform DER -passout PASS -in IN -out OUT")]
    public void Encrypted_keys_in_DER_are_refused_as_by_libpq(string command)
    {
        using var folder = new TestFolder();
        Execute(command, keys["p256"], folder["out"]);

        var exception = Assert.Throws<PrivateKeyException>(() => PrivateKeyReader.Read(File.ReadAllBytes(folder["out"]), Password));

        Assert.Equal("no start line", exception.Message);
        Assert.Contains("openssl pkcs8", exception.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("genpkey -algorithm ED25519 -out OUT", "Ed25519 keys are not supported")]
    [InlineData("genpkey -algorithm ED448 -out OUT", "Ed448 keys are not supported")]
    [InlineData("genpkey -algorithm RSA-PSS -out OUT", "RSA-PSS keys are not supported")]
    [InlineData("genpkey -algorithm X25519 -out OUT", "keys of the algorithm 1.3.101.110 are not supported")]
    [InlineData("genpkey -algorithm ED25519 -aes256 -pass PASS -out OUT", "Ed25519 keys are not supported")]
    [InlineData("genpkey -algorithm RSA -aes-256-cbc -pass PASS -out OUT -pkeyopt rsa_keygen_bits:2048 -outform DER", null)]
    public void Keys_that_cannot_be_used_say_why(string command, string? expected)
    {
        using var folder = new TestFolder();
        Execute(command, "", folder["key"]);

        var exception = Record.Exception(() => PrivateKeyReader.Read(File.ReadAllBytes(folder["key"]), Password).Dispose());

        Assert.Equal(expected, exception?.Message);
        Assert.True(exception is null or PrivateKeyException { IsUnsupported: true });
    }

    [Theory]
    [InlineData("", "no start line")]
    [InlineData("garbage", "no start line")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n", "short header")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n", "bad end line")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!!!!\n-----END PRIVATE KEY-----\n", "bad base64 decode")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "the key is damaged")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "no start line")]
    [InlineData(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: RC4,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        "unsupported encryption (RC4)"
    )]
    [InlineData(
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        "bad iv chars"
    )]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n", "not dek info")]
    public void Damaged_files_say_why(string text, string expected) =>
        Assert.Equal(
            expected,
            Assert.Throws<PrivateKeyException>(() => PrivateKeyReader.Read(System.Text.Encoding.UTF8.GetBytes(text), Password)).Message
        );

    (string Path, bool IsEncrypted) Make(TestFolder folder, string kind, string format)
    {
        var (command, isEncrypted) = Formats[format];
        Execute(command, keys[kind], folder["out"]);
        return (folder["out"], isEncrypted);
    }

    /// <summary>The end of the structure: explicit curve parameters before it may be written with or without their seed.</summary>
    static string PublicKey(string pem)
    {
        var fields = System.Security.Cryptography.PemEncoding.Find(pem);
        return Convert.ToHexString(Convert.FromBase64String(pem[fields.Base64Data])[^64..]);
    }

    static void Execute(string command, string input, string output) =>
        OpenSsl.Run([
            .. command
                .Split(' ')
                .Select(part =>
                    part switch
                    {
                        "IN" => input,
                        "OUT" => output,
                        "PASS" => "pass:" + Password,
                        _ => part,
                    }
                ),
        ]);

    /// <summary>One key of each kind, made once.</summary>
    public sealed class Keys : IDisposable
    {
        readonly TestFolder folder = new();

        public string this[string kind]
        {
            get
            {
                if (!File.Exists(folder[kind]))
                {
                    Execute(Kinds[kind], "", folder[kind]);
                }

                return folder[kind];
            }
        }

        public void Dispose() => folder.Dispose();
    }
}
