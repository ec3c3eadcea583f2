using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Servers;

/// <summary>The certificates are what their names say, asked by openssl and psql.</summary>
public sealed class PkiTests(TestServers servers)
{
    Pki Pki => servers.Pki;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<ServerCertificate> ServerKinds => [.. Enum.GetValues<ServerCertificate>()];

    public static TheoryData<KeyFormat> KeyFormats => [.. Enum.GetValues<KeyFormat>()];

    public static TheoryData<ClientCertificate> ClientKinds => [.. Enum.GetValues<ClientCertificate>()];

    [Theory]
    [MemberData(nameof(ServerKinds))]
    public async Task Openssl_agrees_about_server_certificates(ServerCertificate kind)
    {
        var expected = kind switch
        {
            ServerCertificate.Expired => "certificate has expired",
            ServerCertificate.NotYetValid => "certificate is not yet valid",
            ServerCertificate.UnknownAuthority or ServerCertificate.LeafOfIntermediate or ServerCertificate.ExpiredAuthority =>
                "unable to get local issuer certificate",
            ServerCertificate.SelfSigned or ServerCertificate.SelfSignedAuthority => "self-signed certificate",
            ServerCertificate.ClientUsageOnly => "unsuitable certificate purpose",
            ServerCertificate.Revoked => "certificate revoked",
            ServerCertificate.WrongName
            or ServerCertificate.Wildcard
            or ServerCertificate.WildcardCommonName
            or ServerCertificate.PartialWildcard
            or ServerCertificate.AddressOnly
            or ServerCertificate.AddressAsDnsName
            or ServerCertificate.AddressCommonName
            or ServerCertificate.AddressCommonNameOverruled
            or ServerCertificate.CommonNameOverruled
            or ServerCertificate.NoNames => "hostname mismatch",
            _ => "",
        };
        var files = Pki.Server(kind);

        var result = await VerifyAsync(files, ["-purpose", "sslserver", "-verify_hostname", "localhost"]);

        Assert.True(expected.Length == 0 ? result.Succeeded : result.Error.Contains(expected, StringComparison.Ordinal), result.Error);
    }

    [Theory]
    [MemberData(nameof(KeyFormats))]
    public async Task Libpq_reads_the_key_formats_it_knows(KeyFormat format)
    {
        var files = Pki.Client(format);

        var result = await LogInAsync(files);

        var expected = format is not (KeyFormat.EncryptedPkcs8Der or KeyFormat.Pfx or KeyFormat.EncryptedPfx);
        Assert.True(expected == result.Succeeded, result.Error);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(files.Key));
    }

    [Theory]
    [MemberData(nameof(ClientKinds))]
    public async Task The_server_takes_the_client_certificates_it_should(ClientCertificate kind)
    {
        var result = await LogInAsync(Pki.Client(kind));

        var expected =
            kind
            is ClientCertificate.Revoked
                or ClientCertificate.NoUsage
                or ClientCertificate.ChainOfIntermediate
                or ClientCertificate.Rsa
                or ClientCertificate.Ed25519;
        Assert.True(expected == result.Succeeded, result.Error);
    }

    [Fact]
    public async Task Libpq_refuses_a_key_that_others_can_read()
    {
        var result = await LogInAsync(Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100));

        Assert.Contains("has group or world access", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServerCertificate.Good, RevocationList.Complete, "")]
    [InlineData(ServerCertificate.ChainOfIntermediate, RevocationList.Complete, "")]
    [InlineData(ServerCertificate.ChainOfIntermediate, RevocationList.RootOnly, "unable to get certificate CRL")]
    [InlineData(ServerCertificate.Good, RevocationList.OfOtherAuthority, "unable to get certificate CRL")]
    [InlineData(ServerCertificate.Good, RevocationList.Expired, "CRL has expired")]
    [InlineData(ServerCertificate.Revoked, RevocationList.Complete, "certificate revoked")]
    public async Task Openssl_agrees_about_revocation_lists(ServerCertificate kind, RevocationList list, string expected)
    {
        var files = Pki.Server(kind);
        var asFile = await VerifyAsync(files, ["-crl_check_all"], Pki.Crl(list));
        Assert.True(expected.Length == 0 ? asFile.Succeeded : asFile.Error.Contains(expected, StringComparison.Ordinal), asFile.Error);

        string[] arguments = ["verify", "-crl_check_all", "-CAfile", Pki.Root, "-CApath", Pki.CrlDirectory(list)];
        var asFolder = await new Command("openssl", [.. arguments, "-untrusted", files.Certificate, files.Certificate]).RunAsync(Token);
        Assert.True(
            expected.Length == 0 ? asFolder.Succeeded : asFolder.Error.Contains(expected, StringComparison.Ordinal),
            asFolder.Error
        );
    }

    Task<CommandResult> VerifyAsync(CertificateFiles files, string[] options, string? lists = null)
    {
        options = [.. options, "-CAfile", Pki.Root, "-untrusted", files.Certificate];
        lists ??= Pki.Crl(RevocationList.Complete);
        return new Command("openssl", ["verify", .. options, "-CRLfile", lists, "-crl_check", files.Certificate]).RunAsync(Token);
    }

    async Task<CommandResult> LogInAsync(CertificateFiles files)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        var target = $"host={PostgresServer.Host} port={server.Port} dbname=postgres user={Pki.Alice} sslmode=require";
        target += $" sslcert={files.Certificate} sslkey={files.Key} sslpassword='{files.Password}'";
        return await new Psql().QueryAsync(target, "select 1", Token);
    }
}
