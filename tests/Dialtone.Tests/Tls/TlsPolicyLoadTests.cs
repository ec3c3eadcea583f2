using System.Net.Security;
using System.Security.Cryptography;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using Microsoft.Extensions.Time.Testing;

namespace Dialtone.Tests.Tls;

public sealed class TlsPolicyLoadTests : IDisposable
{
    const string Password = "sesam öffne dich";

    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Client = Root.Leaf("alice", leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]);

    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Needs_no_files_at_all()
    {
        var policy = TlsPolicy.Load(new());

        Assert.Equal((false, false, false), (policy.VerifiesChain, policy.VerifiesName, policy.HasClientCertificate));
        Assert.Empty(policy.Warnings);
        Assert.Empty(policy.ClientCertificates);
        Assert.True(policy.IsCurrent());
    }

    [Fact]
    public void Reports_the_file_its_source_and_the_fix()
    {
        var failure = Fails(new() { Verification = TlsVerification.Chain, RootFile = TlsFiles.Root(folder["none"]) });

        Assert.Equal((ErrorStage.Files, ErrorKind.Configuration), (failure.Stage, failure.Kind));
        Assert.Equal($"root certificate file \"{folder["none"]}\" does not exist", failure.What);
        Assert.Equal($"sslrootcert={folder["none"]} (the connect arguments)", failure.Origin);
        Assert.Contains("sslrootcert=system", failure.Fix, StringComparison.Ordinal);

        var other = Fails(
            new() { Verification = TlsVerification.Chain, RootFile = TlsFiles.Root(folder["none"]) with { Keyword = "ssl_ca" } }
        );
        Assert.DoesNotContain("sslrootcert", other.Message, StringComparison.Ordinal);
        Assert.Equal(
            "could not get home directory to locate root certificate file",
            Fails(new() { Verification = TlsVerification.Chain }).What
        );
    }

    [Fact]
    public void Names_the_source_of_a_key_and_never_its_password()
    {
        var encrypted = Client.Key.ExportEncryptedPkcs8PrivateKeyPem(
            "other",
            new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 100)
        );
        var settings = Credential(encrypted) with { KeyPassword = new(Password) };

        var wrong = Fails(settings);
        Assert.Equal($"could not load private key file \"{folder["client.key"]}\": bad decrypt", wrong.What);
        Assert.Equal($"sslkey={folder["client.key"]} (environment variable PGSSLKEY)", wrong.Origin);
        Assert.DoesNotContain(Password, wrong.Message, StringComparison.Ordinal);

        var none = Fails(settings with { KeyPassword = null });
        Assert.Equal($"could not load private key file \"{folder["client.key"]}\": it is encrypted, and no password was given", none.What);
        Assert.Contains("sslpassword", none.Fix, StringComparison.Ordinal);
        Assert.Contains(
            "ssl_key_password",
            Fails(settings with { KeyPassword = new(""), KeyPasswordKeyword = "ssl_key_password" }).Fix,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Password, settings.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_in_engines_that_are_not_there()
    {
        var failure = Fails(Credential(Client.KeyPem) with { KeyFile = TlsFiles.Key("nonesuch:pkcs11:token=x;pin-value=1234") });
        Assert.Equal(ErrorStage.Files, failure.Stage);
        Assert.StartsWith("could not load SSL engine \"nonesuch\": ", failure.What, StringComparison.Ordinal);
        Assert.DoesNotContain("1234", failure.Message, StringComparison.Ordinal);

        var odd = folder.Write("a:b", Client.KeyPem);
        Assert.True(
            TlsPolicy.Load(Credential(Client.KeyPem) with { KeyFile = TlsFiles.Key(odd), KeyMayNameEngine = false }).HasClientCertificate
        );
    }

    [Fact]
    public void Ed25519_keys_are_refused_with_a_reason()
    {
        OpenSsl.Run("genpkey", "-algorithm", "ED25519", "-out", folder["ed.key"]);
        OpenSsl.Run("req", "-x509", "-key", folder["ed.key"], "-subj", "/CN=ed", "-out", folder["ed.crt"]);
        TestFolder.Protect(folder["ed.key"]);

        var failure = Fails(new() { CertificateFile = TlsFiles.Certificate(folder["ed.crt"]), KeyFile = TlsFiles.Key(folder["ed.key"]) });

        Assert.Equal(ErrorKind.Unsupported, failure.Kind);
        Assert.EndsWith("Ed25519 keys are not supported", failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_libpq_passes_over_in_silence_is_a_warning()
    {
        var settings = new TlsSettings
        {
            RootFile = TlsFiles.Root(folder.Write("root.crt", Root.Pem)),
            RevocationFile = TlsFiles.Revocation(folder["none.crl"]),
            CertificateFile = TlsFiles.Certificate(folder["none.crt"]),
        };

        var policy = TlsPolicy.Load(settings);
        Assert.False(policy.HasClientCertificate);
        Assert.Collection(
            policy.Warnings,
            warning =>
                Assert.Contains("none.crl\": No such file or directory: revocation is not checked", warning.Text, StringComparison.Ordinal),
            warning => Assert.Contains("none.crt\" does not exist: no client certificate is sent", warning.Text, StringComparison.Ordinal)
        );

        Assert.Contains("none.crl", Fails(settings with { RevocationFilesMustLoad = true }).What, StringComparison.Ordinal);
        Assert.Contains("none.crt", Fails(settings with { MissingCertificateIsError = true }).What, StringComparison.Ordinal);
        Assert.Contains(
            "the server is not verified",
            TlsPolicy.Load(new() { RootFile = TlsFiles.Root(folder["none"]) }).Warnings.Single().Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Missing_default_files_are_no_warning()
    {
        var policy = TlsPolicy.Load(
            new()
            {
                RootFile = TlsFiles.Default(folder.Write("root.crt", Root.Pem), "sslrootcert"),
                RevocationFile = TlsFiles.Default(folder["root.crl"], "sslcrl"),
                CertificateFile = TlsFiles.Default(folder["postgresql.crt"], "sslcert"),
                KeyFile = TlsFiles.Default(folder["postgresql.key"], "sslkey"),
            }
        );

        Assert.Empty(policy.Warnings);
        Assert.True(policy.VerifiesChain);
    }

    [Fact]
    public void System_roots_ignore_revocation_lists_and_say_so()
    {
        var policy = TlsPolicy.Load(
            new()
            {
                Verification = TlsVerification.ChainAndName,
                SystemRoots = true,
                RevocationFile = TlsFiles.Revocation(folder["none"]),
            }
        );

        Assert.True(policy.VerifiesChain);
        Assert.Contains("revocation lists are not used", policy.Warnings.Single().Text, StringComparison.Ordinal);
        using var stranger = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(
            Client.Certificate.RawData
        );
        var refusal = Assert.Throws<DatabaseException>(() => policy.Verify(stranger, [], "x"));
        Assert.Contains("the CAs of the operating system", refusal.Failure.Origin, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_certificate_out_of_date_is_a_warning()
    {
        var settings = Credential(Client.KeyPem);
        var later = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(1));
        var earlier = new FakeTimeProvider(DateTimeOffset.UtcNow.AddYears(-1));

        Assert.Empty(TlsPolicy.Load(settings).Warnings);
        Assert.Contains("expired on", TlsPolicy.Load(settings, later).Warnings.Single().Text, StringComparison.Ordinal);
        Assert.Contains("is not valid before", TlsPolicy.Load(settings, earlier).Warnings.Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Exposed_keys_may_be_tolerated_with_a_warning()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no permission bits");
            return;
        }

        var settings = Credential(Client.KeyPem);
        var exposed = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(folder["client.key"], exposed);

        Assert.Contains("has group or world access", Fails(settings).What, StringComparison.Ordinal);
        Assert.Contains("its permissions are 0644", Fails(settings).Fix, StringComparison.Ordinal);
        Assert.Contains(
            "has group or world access",
            TlsPolicy.Load(settings with { RefuseExposedKeys = false }).Warnings.Single().Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Trusted_certificates_of_openssl_are_not_read()
    {
        OpenSsl.Run(
            "x509",
            "-in",
            folder.Write("root.crt", Root.Pem),
            "-addreject",
            "serverAuth",
            "-trustout",
            "-out",
            folder["trusted.crt"]
        );

        Assert.Contains(
            "TRUSTED CERTIFICATE",
            Fails(new() { RootFile = TlsFiles.Root(folder["trusted.crt"]) }).What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_empty_version_range_is_refused() =>
        Assert.Equal(
            (ErrorStage.Policy, "invalid SSL protocol version range"),
            Fails(new() { Versions = new(TlsVersion.Tls13, TlsVersion.Tls12) }) is var failure ? (failure.Stage, failure.What) : default
        );

    [Fact]
    public void Cipher_suites_are_passed_on()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows does not allow it");
            return;
        }

        var options = new SslClientAuthenticationOptions();
        TlsPolicy.Load(new() { CipherSuites = [TlsCipherSuite.TLS_AES_128_GCM_SHA256] }).Apply(options, null);

        Assert.Equal([TlsCipherSuite.TLS_AES_128_GCM_SHA256], options.CipherSuitesPolicy?.AllowedCipherSuites);
    }

    TlsSettings Credential(string key) =>
        new()
        {
            CertificateFile = TlsFiles.Certificate(folder.Write("client.crt", Client.Pem)),
            KeyFile = TlsFiles.Key(folder.Write("client.key", key)),
        };

    static Failure Fails(TlsSettings settings) => Assert.Throws<DatabaseException>(() => TlsPolicy.Load(settings)).Failure;
}
