using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The client's certificate and key against a server that demands them.</summary>
public sealed class ClientCertificateTests(TestServers servers) : PostgresTests(servers)
{
    const string AskName = "select client_dn from pg_stat_ssl where pid = pg_backend_pid()";

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Every_key_format(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        foreach (
            var format in Enum.GetValues<KeyFormat>()
                .Where(format => format is not (KeyFormat.Pfx or KeyFormat.EncryptedPfx or KeyFormat.EncryptedPkcs8Der))
        )
        {
            Assert.Equal("/CN=alice", await AskAsync(server, With(Pki.Client(format))));
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Certificates_that_the_server_takes(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        ClientCertificate[] kinds =
        [
            ClientCertificate.Rsa,
            ClientCertificate.NoUsage,
            ClientCertificate.ChainOfIntermediate,
            ClientCertificate.Revoked,
        ];

        foreach (var kind in kinds)
        {
            Assert.Equal("/CN=alice", await AskAsync(server, With(Pki.Client(kind))));
        }
    }

    /// <summary>OpenSSL, and so libpq, completes the chain of a certificate that comes alone from the trusted roots.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task The_intermediate_may_stand_among_the_roots(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var roots = Path.Combine(Pki.Folder, $"roots-{Guid.NewGuid():N}.crt");
        var intermediate = Pki.Authority(CertificateIssuer.Intermediate);
        await File.WriteAllTextAsync(
            roots,
            await File.ReadAllTextAsync(Pki.Root, Token) + await File.ReadAllTextAsync(intermediate, Token),
            Token
        );
        var files = With(Pki.Client(ClientCertificate.LeafOfIntermediate));
        var target = TargetOf(server, PostgresUsers.Alice, $"sslmode=verify-full sslrootcert={roots} {files}");
        var psql = await new Psql { WithLibpq18 = release == PostgresRelease.V18 }.QueryAsync(target, AskName, Token);

        Assert.Equal("/CN=alice", psql.Expect("psql").Trim());
        await using var connector = TestConnector.Create(target);
        Assert.Equal("/CN=alice", await connector.AskAsync(AskName, Token));
        await RefusalAsync(TargetOf(server, PostgresUsers.Alice, $"sslmode=verify-full sslrootcert={Pki.Root} {files}"));
    }

    /// <summary>With TLS 1.3 the server's refusal comes after the handshake, with TLS 1.2 inside it: both are named.</summary>
    [Theory]
    [InlineData(PostgresRelease.V15, "TLSv1.2")]
    [InlineData(PostgresRelease.V15, "TLSv1.3")]
    [InlineData(PostgresRelease.V18, "TLSv1.2")]
    [InlineData(PostgresRelease.V18, "TLSv1.3")]
    public async Task Certificates_that_the_server_refuses(PostgresRelease release, string version)
    {
        var server = await ServerAsync(release);
        (ClientCertificate Kind, string Reason)[] cases =
        [
            (ClientCertificate.UnknownAuthority, "unknown ca"),
            (ClientCertificate.Expired, "certificate expired"),
            (ClientCertificate.ServerUsageOnly, "unsupported certificate"),
            (ClientCertificate.LeafOfIntermediate, "unknown ca"),
        ];
        foreach (var (kind, reason) in cases)
        {
            var target = TargetOf(server, PostgresUsers.Alice, $"sslmode=require {With(Pki.Client(kind))}");
            var failure = await RefusalAsync($"{target} ssl_min_protocol_version={version} ssl_max_protocol_version={version}");
            Assert.Contains("sslcert", failure.Failure.Fix, StringComparison.Ordinal);
            // Where the server's word comes after the handshake, it may close before the word is read.
            if (version == "TLSv1.2" || failure.Kind == ErrorKind.Tls)
            {
                AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, reason);
            }
            else
            {
                AssertFailure(failure, ErrorStage.Connect, ErrorKind.Disconnected, "server closed the connection unexpectedly");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Files_that_do_not_fit(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var alice = Pki.Client(Pki.Alice);
        var pfx = Pki.Client(KeyFormat.Pfx);
        (string Parameters, string What)[] cases =
        [
            (With(Pki.Client(ClientCertificate.MismatchedKey)), "key values mismatch"),
            ($"sslcert={pfx.Certificate} sslkey={alice.Key}", "could not read certificate file"),
            ($"sslcert={alice.Certificate} sslkey={pfx.Key}", "could not load private key file"),
            ($"sslcert={alice.Certificate} sslkey={Pki.Folder}", "is not a regular file"),
            ($"sslcert={alice.Certificate} sslkey=nonesuch:token", "could not load SSL engine \"nonesuch\""),
            (With(Pki.Client(KeyFormat.EncryptedPkcs8Pem) with { Password = null }), "could not load private key file"),
            (With(Pki.Client(KeyFormat.EncryptedPkcs8Pem) with { Password = "wrong" }), "bad decrypt"),
            (With(Pki.Client(KeyFormat.EncryptedTraditionalPem) with { Password = "wrong" }), "could not load private key file"),
        ];
        foreach (var (parameters, what) in cases)
        {
            var failure = await RefusalAsync(TargetOf(server, PostgresUsers.Alice, $"sslmode=require {parameters}"));
            Assert.Contains(what, failure.Failure.What, StringComparison.Ordinal);
            Assert.Equal(ErrorStage.Files, failure.Stage);
            Assert.NotNull(failure.Failure.Origin);
        }
    }

    /// <summary>A missing certificate file means "no certificate", as in libpq, even where it was named.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Missing_certificate_file(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        const string missing = "sslmode=require sslcert=/nowhere/alice.crt";

        Assert.Equal("TLS", await EncryptionAsync(TargetOf(server, PostgresUsers.Trusted, missing)));
        var failure = await RefusalAsync(TargetOf(server, PostgresUsers.Alice, missing));
        AssertFailure(failure, ErrorStage.Authentication, ErrorKind.Authentication, "connection requires a valid client certificate");
        Assert.Contains("/nowhere/alice.crt (the target): there is no such file", failure.Failure.Origin, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Sslcertmode(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var alice = With(Pki.Client(Pki.Alice));

        var disabled = await RefusalAsync(TargetOf(server, PostgresUsers.Alice, $"sslmode=require sslcertmode=disable {alice}"));
        AssertFailure(disabled, ErrorStage.Authentication, ErrorKind.Authentication, "connection requires a valid client certificate");
        Assert.Contains("sslcertmode=disable", disabled.Failure.Origin, StringComparison.Ordinal);

        Assert.Equal("/CN=alice", await AskAsync(server, $"sslcertmode=require {alice}"));
        foreach (
            var (more, problem) in new[]
            {
                ("sslmode=require", "server accepted connection without a valid SSL certificate"),
                ($"sslmode=disable {alice}", "server did not request an SSL certificate"),
            }
        )
        {
            var without = await RefusalAsync(TargetOf(server, PostgresUsers.Trusted, $"sslcertmode=require {more}"));
            AssertFailure(without, ErrorStage.Authentication, ErrorKind.Tls, problem);
        }
    }

    /// <summary>A connection that was refused does not come back out of the pool.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Sslcertmode_holds_for_the_pool(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = Engine.Create(TargetOf(server, PostgresUsers.Trusted, "sslmode=require sslcertmode=require"));

        for (var attempt = 0; attempt < 3; attempt++)
        {
            await RefusalAsync(() => engine.ConnectAsync(Token));
        }
    }

    [Fact]
    public async Task Server_that_asks_for_no_certificate()
    {
        var certificate = Pki.Server(ServerCertificate.Good);
        await using var server = FakeServer.Start(
            async (connection, cancellationToken) =>
            {
                await FakePostgres.ReadRequestAsync(connection, cancellationToken);
                await connection.SendAsync("S"u8.ToArray(), cancellationToken);
                await connection.StartTlsAsync(certificate, asksForCertificate: false, knowsProtocols: true, cancellationToken);
                await FakePostgres.ReadRequestAsync(connection, cancellationToken);
                await FakeSession.LogInAsync(connection, [], cancellationToken);
            }
        );

        var failure = await RefusalAsync(
            TargetOf(server.Port, "alice", $"sslmode=require sslcertmode=require {With(Pki.Client(Pki.Alice))}")
        );

        AssertFailure(failure, ErrorStage.Authentication, ErrorKind.Tls, "server did not request an SSL certificate");
    }

    /// <summary>The intermediate goes with the leaf, and nothing goes to a server that was not accepted.</summary>
    [Fact]
    public async Task Shows_the_certificate_to_an_accepted_server_only()
    {
        var alice = Pki.Client(Pki.Alice);
        await using var good = FakeServer.Start(FakePostgres.AskForPassword(Pki.Server(ServerCertificate.Good)));
        await RefusalAsync(
            TargetOf(good.Port, "alice", $"password='{WrongPassword}' sslmode=verify-full sslrootcert={Pki.Root} {With(alice)}")
        );
        await good.WaitForAsync(1, Token);
        Assert.Equal(alice.LoadLeaf().RawData, Assert.Single(good.Connections).ClientCertificate);
    }

    async Task<string?> AskAsync(PostgresServer server, string parameters)
    {
        var target = TargetOf(server, PostgresUsers.Alice, $"sslmode=verify-full sslrootcert={Pki.Root} {parameters}");
        await using var connector = TestConnector.Create(target);
        return await connector.AskAsync(AskName, Token);
    }
}
