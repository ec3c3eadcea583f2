using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using Microsoft.Extensions.Time.Testing;

namespace Dialtone.Tests.Tls;

public sealed class TlsPolicyHandshakeTests : IDisposable
{
    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Intermediate = Root.Intermediate("Intermediate");
    static readonly TestCertificate Server = Root.Leaf("server", leaf => leaf.Names.AddRange(["localhost", "db.example"]));
    static readonly TestCertificate DeepServer = Intermediate.Leaf("deep", leaf => leaf.Names.Add("localhost"));
    static readonly TestCertificate Client = Intermediate.Leaf("alice", leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]);

    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Accepts_the_right_server(SslProtocols protocol)
    {
        var policy = TlsPolicy.Load(VerifyFull());

        var handshake = await RunAsync(policy, "localhost", server => server.EnabledSslProtocols = protocol);

        Assert.Null(handshake.Refusal);
        Assert.Equal(protocol, handshake.Protocol);
        Assert.Null(handshake.ClientName);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Refuses_the_wrong_name(SslProtocols protocol)
    {
        var policy = TlsPolicy.Load(VerifyFull());

        var handshake = await RunAsync(policy, "other.example", server => server.EnabledSslProtocols = protocol);

        Assert.Equal(
            "server certificate for \"localhost\" (and 1 other name) does not match host name \"other.example\"",
            handshake.Refusal?.Failure.What
        );
    }

    [Fact]
    public async Task Refuses_the_wrong_authority()
    {
        var policy = TlsPolicy.Load(VerifyFull() with { RootFile = Pem("other.crt", TestCertificate.Root("Other")) });

        var handshake = await Handshake.RunAsync(policy, "localhost", Server);

        Assert.Equal((ErrorStage.Tls, ErrorKind.Tls), (handshake.Refusal?.Stage, handshake.Refusal?.Kind));
        Assert.StartsWith(
            "SSL error: certificate verify failed: unknown issuer \"Root\"",
            handshake.Refusal?.Failure.What,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Takes_intermediates_from_the_server()
    {
        var policy = TlsPolicy.Load(VerifyFull());

        Assert.Null((await Handshake.RunAsync(policy, "localhost", DeepServer, Intermediate)).Refusal);
        Assert.NotNull((await Handshake.RunAsync(policy, "localhost", DeepServer)).Refusal);
    }

    [Fact]
    public async Task Checks_revocation()
    {
        var list = TlsFiles.Revocation(folder.Write("c", TestRevocationList.Of(Root, it => it.Revoke(Server))));
        var policy = TlsPolicy.Load(VerifyFull() with { RevocationFile = list });

        var handshake = await Handshake.RunAsync(policy, "localhost", Server);

        Assert.Contains("was revoked by \"Root\"", handshake.Refusal?.Failure.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verifies_nothing_without_a_root_file()
    {
        var policy = TlsPolicy.Load(new() { RootFile = TlsFiles.Default(folder["none"], "sslrootcert") });

        Assert.False(policy.VerifiesChain);
        Assert.Null((await Handshake.RunAsync(policy, null, TestCertificate.SelfSigned("anybody"))).Refusal);
    }

    [Theory]
    [InlineData(-2, "is not valid before")]
    [InlineData(0, null)]
    [InlineData(31, "expired on")]
    public async Task Goes_by_the_given_clock(int days, string? expected)
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow.AddDays(days));
        var policy = TlsPolicy.Load(VerifyFull(), clock);

        var what = (await Handshake.RunAsync(policy, "localhost", Server)).Refusal?.Failure.What;

        Assert.Equal(expected is null, what is null);
        Assert.Contains(expected ?? "", what ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Sends_the_client_certificate_with_its_intermediates(SslProtocols protocol)
    {
        var policy = TlsPolicy.Load(WithClient(VerifyFull()));

        var handshake = await RunAsync(policy, "localhost", server => server.EnabledSslProtocols = protocol);

        Assert.True(policy.HasClientCertificate);
        Assert.Equal("CN=alice", handshake.ClientName);
        Assert.Equal(["CN=Intermediate"], handshake.ClientIntermediates);
    }

    [Fact]
    public async Task Sends_no_client_certificate_when_disabled()
    {
        var settings = WithClient(VerifyFull()) with { ClientCertificates = ClientCertificateMode.Disable };
        var policy = TlsPolicy.Load(settings with { KeyFile = TlsFiles.Key(folder["none"]) });

        Assert.False(policy.HasClientCertificate);
        Assert.Null((await Handshake.RunAsync(policy, "localhost", Server)).ClientName);
    }

    [Fact]
    public async Task Replaces_what_the_driver_had_put_in()
    {
        var policy = TlsPolicy.Load(VerifyFull());

        var handshake = await Handshake.RunAsync(
            options =>
            {
                options.ClientCertificates = [Client.Certificate];
                options.LocalCertificateSelectionCallback = (_, _, _, _, _) => Client.Certificate;
                options.RemoteCertificateValidationCallback = (_, _, _, _) => false;
                options.CertificateRevocationCheckMode = X509RevocationMode.Online;
                policy.Apply(options, "localhost");
            },
            _ => { },
            Server
        );

        Assert.Null(handshake.Refusal);
        Assert.Null(handshake.Failure);
        Assert.Null(handshake.ClientName);
    }

    [Theory]
    [InlineData("localhost", true, "localhost")]
    [InlineData("db.example", true, "db.example")]
    [InlineData("localhost", false, "")]
    [InlineData("127.0.0.1", true, "")]
    [InlineData("127.1", true, "")]
    [InlineData("1.2.3.4.5", true, "")]
    [InlineData("::1", true, "")]
    [InlineData(null, true, "")]
    public async Task Sends_the_server_name_by_the_rule_of_libpq(string? host, bool send, string expected)
    {
        var policy = TlsPolicy.Load(VerifyFull() with { Verification = TlsVerification.Chain, SendServerName = send });

        Assert.Equal(expected, (await Handshake.RunAsync(policy, host, Server)).ServerName);
    }

    [Theory]
    [InlineData("Tls12", null, SslProtocols.Tls13)]
    [InlineData("Tls12", "Tls12", SslProtocols.Tls12)]
    [InlineData("Tls13", null, SslProtocols.Tls13)]
    [InlineData(null, "Tls12", SslProtocols.Tls12)]
    [InlineData(null, null, SslProtocols.Tls13)]
    public async Task Negotiates_within_the_range(string? minimum, string? maximum, SslProtocols expected)
    {
        static TlsVersion? Parse(string? name) => name is null ? null : Enum.Parse<TlsVersion>(name);
        var policy = TlsPolicy.Load(VerifyFull() with { Versions = new(Parse(minimum), Parse(maximum)) });

        Assert.Equal(expected, (await Handshake.RunAsync(policy, "localhost", Server)).Protocol);
    }

    [Fact]
    public async Task Fails_outside_of_the_range()
    {
        var policy = TlsPolicy.Load(VerifyFull() with { Versions = new(TlsVersion.Tls13, null) });

        Assert.NotNull((await RunAsync(policy, "localhost", server => server.EnabledSslProtocols = SslProtocols.Tls12)).Failure);
    }

    [Fact]
    public async Task Offers_application_protocols()
    {
        var postgresql = new SslApplicationProtocol("postgresql");
        var policy = TlsPolicy.Load(VerifyFull() with { ApplicationProtocols = [postgresql] });

        Assert.Equal(
            "postgresql",
            (await RunAsync(policy, "localhost", server => server.ApplicationProtocols = [postgresql])).ApplicationProtocol
        );
    }

    [Fact]
    public async Task One_policy_serves_many_hosts_at_once()
    {
        var policy = TlsPolicy.Load(VerifyFull());
        var hosts = Enumerable
            .Range(0, 24)
            .Select(number =>
                number % 3 == 0 ? "localhost"
                : number % 3 == 1 ? "db.example"
                : "other"
            )
            .ToArray();

        var handshakes = await Task.WhenAll(hosts.Select(host => Handshake.RunAsync(policy, host, Server)));

        Assert.Equal(hosts.Select(host => host == "other"), handshakes.Select(handshake => handshake.Refusal is not null));
    }

    [Fact]
    public async Task The_callback_for_foreign_chains_judges_by_the_policy_alone()
    {
        var policy = TlsPolicy.Load(VerifyFull());

        Task<Handshake> Run(string host, TestCertificate server, params TestCertificate[] intermediates) =>
            Handshake.RunAsync(
                options => options.RemoteCertificateValidationCallback = policy.CreateCallback(host),
                _ => { },
                server,
                intermediates
            );

        Assert.Null((await Run("localhost", Server)).Refusal);
        Assert.Null((await Run("localhost", DeepServer, Intermediate)).Refusal);
        Assert.NotNull((await Run("localhost", DeepServer)).Refusal);
        Assert.NotNull((await Run("other", Server)).Refusal);
        Assert.NotNull((await Run("localhost", TestCertificate.SelfSigned("x", leaf => leaf.Names.Add("localhost")))).Refusal);
    }

    [Fact]
    public async Task A_chain_of_other_rules_is_not_accepted()
    {
        var policy = TlsPolicy.Load(VerifyFull());

        var handshake = await Handshake.RunAsync(
            options =>
            {
                policy.Apply(options, "localhost");
                options.CertificateChainPolicy = null;
            },
            _ => { },
            Server
        );

        Assert.NotNull(handshake.Refusal);
    }

    [Fact]
    public void A_name_to_verify_is_needed_before_the_handshake()
    {
        var policy = TlsPolicy.Load(VerifyFull());

        var exception = Assert.Throws<DatabaseException>(() => policy.Apply(new(), null));

        Assert.Equal("host name must be specified for a verified SSL connection", exception.Failure.What);
    }

    Task<Handshake> RunAsync(TlsPolicy policy, string host, Action<SslServerAuthenticationOptions> configure) =>
        Handshake.RunAsync(options => policy.Apply(options, host), configure, Server);

    TlsSettings VerifyFull() => new() { Verification = TlsVerification.ChainAndName, RootFile = Pem("root.crt", Root) };

    TlsSettings WithClient(TlsSettings settings)
    {
        var key = Client.Key.ExportEncryptedPkcs8PrivateKeyPem(
            "geheim",
            new(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 100)
        );
        return settings with
        {
            CertificateFile = TlsFiles.Certificate(folder.Write("client.crt", Client.Pem + Intermediate.Pem)),
            KeyFile = TlsFiles.Key(folder.Write("client.key", key)),
            KeyPassword = new("geheim"),
        };
    }

    TlsFile Pem(string name, TestCertificate certificate) => TlsFiles.Root(folder.Write(name, certificate.Pem));
}
