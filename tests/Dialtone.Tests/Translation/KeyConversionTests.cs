using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tests.Parameters;
using Dialtone.Tls.Issuing;
using Dialtone.Translation;

namespace Dialtone.Tests.Translation;

/// <summary><c>--convert-keys</c>: the form that is needed, nobody else's to read, and nothing overwritten.</summary>
public sealed class KeyConversionTests : IDisposable
{
    const string KeyPassword = "key password";

    readonly SandboxContext sandbox = new();
    readonly string certificate;
    readonly string key;

    public KeyConversionTests()
    {
        using var authority = CertificateAuthority.Create(new() { CommonName = "Root" });
        using var client = authority.Issue(new() { CommonName = "app", Usage = CertificateUsage.Client });
        certificate = sandbox.Write("app.crt", client.ToCertificatePem());
        key = sandbox.Write("app.key", client.ToPrivateKeyPem());
    }

    public void Dispose() => sandbox.Dispose();

    string Folder => Path.Combine(sandbox.Home, "keys");

    [Fact]
    public void Pkcs8_in_DER_for_JDBC()
    {
        var translation = Translate("jdbc");
        var file = Assert.Single(translation.Files);
        Assert.Equal(Path.Combine(Folder, "app.pk8"), file.Path);
        Assert.Contains($"sslkey={file.Path}", translation.Text, StringComparison.Ordinal);
        using var read = ECDsa.Create();
        read.ImportPkcs8PrivateKey(File.ReadAllBytes(file.Path), out _);
        AssertOwnersOnly(file.Path);
    }

    [Fact]
    public void A_key_with_a_password_is_opened_even_where_the_password_is_not_shown()
    {
        using var pem = ECDsa.Create();
        pem.ImportFromPem(File.ReadAllText(key));
        var encrypted = sandbox.Write(
            "encrypted.key",
            pem.ExportEncryptedPkcs8PrivateKeyPem(KeyPassword, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000))
        );
        var translation = Translate("jdbc", encrypted, $"sslpassword='{KeyPassword}'");
        using var read = ECDsa.Create();
        read.ImportPkcs8PrivateKey(File.ReadAllBytes(Assert.Single(translation.Files).Path), out _);
        Assert.Contains(translation.Warnings, warning => warning.Keyword == "sslpassword");

        var failure = Assert.Throws<DatabaseException>(() => Translate("jdbc", encrypted));
        Assert.Contains("encrypted", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Certificate_and_key_in_PKCS12_for_Prisma()
    {
        var file = Assert.Single(Translate("prisma").Files);
        using var read = X509CertificateLoader.LoadPkcs12FromFile(file.Path, "changeit");
        Assert.True(read.HasPrivateKey);
        Assert.Equal("CN=app", read.Subject);
        AssertOwnersOnly(file.Path);
    }

    [Fact]
    public void What_fits_is_not_converted() => Assert.Empty(Translate("node-pg").Files);

    [Fact]
    public void Nothing_is_overwritten()
    {
        var path = Assert.Single(Translate("jdbc").Files).Path;
        var before = File.ReadAllBytes(path);
        var failure = Assert.Throws<DatabaseException>(() => Translate("jdbc"));
        Assert.Contains("exists already", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Folder, "a file");
        var failure = Assert.Throws<DatabaseException>(() => Translate("jdbc"));
        Assert.Contains(Folder, failure.Message, StringComparison.Ordinal);
    }

    static void AssertOwnersOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    TranslatedTarget Translate(string to, string? keyPath = null, string more = "") =>
        Translator
            .Translate(
                $"host=db sslmode=require sslcert='{certificate}' sslkey='{keyPath ?? key}' {more}",
                Array.Empty<TargetArgument>(),
                to,
                new() { KeyDirectory = Folder },
                sandbox.Context
            )
            .Translations[0];
}
