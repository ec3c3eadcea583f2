using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases of the client's certificate and key, on a real PostgreSQL.</summary>
public sealed class ClientCertificateCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    Task<PostgresServer> ServerAsync() => ServerAsync(PostgresRelease.V15);

    [Fact]
    public async Task Case_10_and_11_a_key_that_java_does_not_read()
    {
        var files = Pki.Client(Pki.Alice);
        await AssertWarnedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(files)),
            "jdbc-key-format-ahead",
            "jdbc",
            "openssl pkcs8 -topk8",
            "-outform DER"
        );
        AssertExplained(
            "org.postgresql.util.PSQLException: Could not read SSL key file /k/client.key.",
            "jdbc-key-format",
            "openssl pkcs8 -topk8",
            "client.p12"
        );
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(Pki.Client(KeyFormat.EncryptedPkcs8Der))),
            "encrypted-der-key",
            "openssl pkcs8 -inform DER",
            ".p12"
        );
    }

    [Fact]
    public async Task Case_12_key_permissions()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permissions.");
        var files = Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100);
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(files)),
            "key-file-permissions",
            $"chmod 600 {files.Key}",
            "defaultMode"
        );
    }

    [Fact]
    public async Task Case_13_no_key() =>
        await AssertBlockedAsync(
            Verified(
                (await ServerAsync()).Port,
                PostgresUsers.Alice,
                $"sslcert={Pki.Client(Pki.Alice).Certificate} sslkey=/nowhere/client.key"
            ),
            "key-file-missing",
            "sslcertmode=disable",
            "sslkey="
        );

    [Fact]
    public async Task Case_14_key_of_another_pair() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(Pki.Client(ClientCertificate.MismatchedKey))),
            "key-mismatch",
            "openssl x509",
            "-pubkey"
        );

    [Theory]
    [InlineData("")]
    [InlineData("sslpassword='tell nobody'")]
    public async Task Case_15_key_password(string more)
    {
        var files = Pki.Client(KeyFormat.EncryptedPkcs8Pem);
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, $"sslcert={files.Certificate} sslkey={files.Key} {more}"),
            "key-password",
            "sslpassword"
        );
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Case_16_no_client_certificate(PostgresRelease release) =>
        await AssertBlockedAsync(
            Verified((await ServerAsync(release)).Port, PostgresUsers.Alice),
            "client-certificate-missing",
            "sslcert=",
            "Test root"
        );

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Case_17_client_certificate_of_a_stranger(PostgresRelease release)
    {
        var report = await AssertBlockedAsync(
            Verified((await ServerAsync(release)).Port, PostgresUsers.Alice, With(Pki.Client(ClientCertificate.UnknownAuthority))),
            "client-certificate-untrusted",
            "unknown_ca",
            "Other root",
            "ssl_ca_file"
        );
        Assert.Contains("TLS alert 48", Evidence(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_17_intermediate_not_in_the_file() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(Pki.Client(ClientCertificate.LeafOfIntermediate))),
            "client-intermediate-missing",
            "intermediate.crt",
            "chain.crt"
        );

    [Theory]
    [InlineData(ClientCertificate.Expired, "client-certificate-time", "renew")]
    [InlineData(ClientCertificate.ServerUsageOnly, "client-certificate-purpose", "clientAuth")]
    public async Task Case_18_client_certificate_expired_or_of_another_use(ClientCertificate kind, string cause, string word) =>
        await AssertBlockedAsync(Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(Pki.Client(kind))), cause, word);

    [Fact]
    public async Task Case_19_certificate_of_another_user() =>
        await AssertBlockedAsync(
            Verified((await ServerAsync()).Port, PostgresUsers.Alice, With(Pki.Client("bob"))),
            "client-certificate-user",
            "user=bob",
            "pg_ident.conf",
            "map="
        );
}
