using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Npgsql;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases of other clients: the client itself fails where it is here, and its text is explained.</summary>
public sealed class OtherClientCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    [Fact]
    public async Task Case_4_a_libpq_that_does_not_know_system()
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        var server = await ServerAsync(PostgresRelease.V15);
        var result = await new Psql().RunAsync(
            ["-X", Verified(server.Port, PostgresUsers.Trusted).Replace(Pki.Root, "system", StringComparison.Ordinal)],
            Token
        );
        AssertExplained(result.Error, "libpq-too-old-for-system-roots", "psql --version", "ca-certificates.crt");
    }

    [Theory]
    [InlineData("psql: error: SSL error: unregistered scheme", "system-roots-empty")]
    [InlineData("The remote certificate is invalid because of errors in the certificate chain: PartialChain", "system-roots-empty")]
    public void Cases_5_and_40_no_system_roots(string error, string cause) =>
        AssertExplained(error, cause, "ca-certificates", "SSL_CERT_FILE");

    [Theory]
    [InlineData(
        "Error: self-signed certificate in certificate chain { code: 'SELF_SIGNED_CERT_IN_CHAIN' }",
        "node-sslmode-verifies",
        "uselibpqcompat=true"
    )]
    [InlineData(
        "x509: certificate relies on legacy Common Name field, use SANs instead",
        "certificate-without-san-refused",
        "subjectAltName"
    )]
    [InlineData("SSL error: could not find digest for NID UNDEF", "channel-binding-signature", "channel_binding=disable")]
    [InlineData(
        "System.DllNotFoundException: libgssapi_krb5.so.2: cannot open shared object file",
        "npgsql-gss-encryption",
        "GSS Encryption Mode=Disable"
    )]
    [InlineData("TypeError: connect() got an unexpected keyword argument 'sslmode'", "asyncpg-sslmode", "ssl=require")]
    [InlineData("TypeError: Connection.__init__() got an unexpected keyword argument 'ssl_mode'", "pymysql-ssl-keys", "\"ca\"")]
    [InlineData("SSL SYSCALL error: EOF detected", "connection-lost", "keepalives_idle")]
    [InlineData(
        "psql: error: root certificate file \"/home/app/.postgresql/root.crt\" does not exist",
        "root-certificate-missing",
        "sslrootcert=system"
    )]
    public void Cases_9_22_31_33_35_36_39(string error, string cause, string word) => AssertExplained(error, cause, word);

    [Fact]
    public async Task Case_34_npgsql_refuses_a_callback_that_would_verify()
    {
        var builder = new NpgsqlDataSourceBuilder("Host=localhost;Username=u;SSL Mode=VerifyFull");
        builder.UseSslClientAuthenticationOptionsCallback(options => options.RemoteCertificateValidationCallback = (_, _, _, _) => true);
        var server = await ServerAsync(PostgresRelease.V15);
        builder.ConnectionStringBuilder.Port = server.Port;
        await using var source = builder.Build();
        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await source.OpenConnectionAsync(Token));
        AssertExplained(failure.ToString(), "npgsql-callback-and-verification", "SSL Mode=Require");
    }

    [Fact]
    public async Task Case_35_a_target_that_asyncpg_will_not_understand()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await AssertWarnedAsync(
            $"postgresql+asyncpg://{PostgresUsers.Trusted}@localhost:{server.Port}/postgres?sslmode=verify-full&sslrootcert={Pki.Root}&hostaddr=127.0.0.1",
            "asyncpg-sslmode-ahead",
            null,
            "ssl=require"
        );
    }

    [Fact]
    public void An_unknown_text_stays_unknown()
    {
        var report = KnownCauses.Explain("the frobnicator is out of cheese");
        Assert.Equal((DiagnosisVerdict.Unknown, null), (report.Verdict, report.Cause));
    }
}
