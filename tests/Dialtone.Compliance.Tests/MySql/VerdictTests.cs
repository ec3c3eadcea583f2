using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>Which server certificate is accepted in which <c>ssl_mode</c>: MySQL's rules, by our policy.</summary>
public sealed class VerdictTests(TestServers servers) : IAsyncLifetime
{
    static readonly string[] Modes = ["PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"];

    // Accepted by the four modes, with the authority given.
    static readonly (ServerCertificate Certificate, string Verdicts)[] Table =
    [
        (ServerCertificate.Good, "yes yes yes yes"),
        (ServerCertificate.WrongName, "yes yes yes no"),
        (ServerCertificate.UnknownAuthority, "yes yes no no"),
        (ServerCertificate.Expired, "yes yes no no"),
        (ServerCertificate.SelfSigned, "yes yes no no"),
        (ServerCertificate.CommonNameOnly, "yes yes yes yes"),
        (ServerCertificate.ChainOfIntermediate, "yes yes yes yes"),
        (ServerCertificate.LeafOfIntermediate, "yes yes no no"),
    ];

    MariaDbServer server = null!;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        server = await MariaDbServer.StartAsync(servers.Pki, cancellationToken: Token);
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task Every_certificate_in_every_mode()
    {
        foreach (var (certificate, verdicts) in Table)
        {
            await server.UseCertificateAsync(certificate, Token);
            foreach (var (mode, expected) in Modes.Zip(verdicts.Split(' ')))
            {
                var verdict = await ConnectAsync($"ssl_mode={mode}&ssl_ca={servers.Pki.Root}");
                Assert.True(
                    expected == "yes" ? verdict is null : verdict is { Kind: ErrorKind.Tls },
                    $"{certificate} in {mode}: {verdict?.Message ?? "accepted"}"
                );
                if (verdict is null && mode is "PREFERRED" or "REQUIRED")
                {
                    Assert.Null(await ConnectAsync($"ssl_mode={mode}"));
                }
            }
        }
    }

    [Theory]
    [InlineData("VERIFY_CA")]
    [InlineData("VERIFY_IDENTITY")]
    public async Task Verification_without_an_authority_is_refused_before_a_connection_is_made(string mode)
    {
        var exception = await ConnectAsync($"ssl_mode={mode}");

        Assert.NotNull(exception);
        Assert.Equal(ErrorStage.Policy, exception.Stage);
        Assert.Contains("CA certificate is required", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revoked_certificate_is_refused_where_lists_are_given()
    {
        await server.UseCertificateAsync(ServerCertificate.Revoked, Token);
        var ca = $"ssl_mode=VERIFY_CA&ssl_ca={servers.Pki.Root}";

        Assert.Null(await ConnectAsync(ca));
        Assert.Equal(ErrorKind.Tls, (await ConnectAsync($"{ca}&ssl_crl={servers.Pki.Crl(RevocationList.Complete)}"))?.Kind);
        Assert.Equal(ErrorKind.Tls, (await ConnectAsync($"{ca}&ssl_crlpath={servers.Pki.CrlDirectory(RevocationList.Complete)}"))?.Kind);
        var missing = await ConnectAsync($"{ca}&ssl_crl={servers.Pki.Folder}/missing.pem");
        Assert.Equal((ErrorStage.Files, ErrorKind.Configuration), (missing?.Stage, missing?.Kind));
    }

    [Fact]
    public async Task A_renewed_authority_counts_without_a_restart()
    {
        var file = Path.Combine(servers.Pki.Folder, $"{Guid.NewGuid():N}.crt");
        File.Copy(servers.Pki.Authority(CertificateIssuer.Other), file);
        await using var engine = Create($"ssl_mode=VERIFY_CA&ssl_ca={file}");
        await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));

        File.Copy(servers.Pki.Root, file, overwrite: true);

        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    [Theory]
    [InlineData("ssl_cipher=ECDHE-ECDSA-AES128-GCM-SHA256&tls_versions=TLSv1.2", "ECDHE-ECDSA-AES128-GCM-SHA256")]
    [InlineData("ssl_cipher=ECDHE-ECDSA-CHACHA20-POLY1305&tls_versions=TLSv1.2", "ECDHE-ECDSA-CHACHA20-POLY1305")]
    [InlineData("tls_versions=TLSv1.3", "TLS_")]
    [InlineData("ssl_cipher=ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_")]
    public async Task Versions_and_ciphers_are_the_targets(string query, string cipher)
    {
        await using var engine = Create($"ssl_ca={servers.Pki.Root}&{query}");

        var row = await engine.QueryAsync("show status like 'ssl_cipher'", Token).SingleAsync(Token);

        Assert.StartsWith(cipher, row.Get<string>(1), StringComparison.Ordinal);
    }

    Engine Create(string query) =>
        Engine.Create(
            $"mysql://localhost:{server.Port}/{MariaDbServer.Database}?{query}",
            new() { ["user"] = MariaDbUsers.Plain, ["password"] = MariaDbUsers.Password },
            new() { Pooling = false }
        );

    async Task<DatabaseException?> ConnectAsync(string query)
    {
        try
        {
            await using var engine = Create(query);
            await engine.ScalarAsync<int>("select 1", Token);
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception;
        }
    }
}
