using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class ChainVerificationTests
{
    public static TheoryData<string> Names => [.. ChainCases.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepts_and_refuses_as_openssl(string name)
    {
        using var folder = new TestFolder();
        var chain = ChainCases.All[name]();

        var verdict = chain.Judge(folder);
        var expected = chain.AskOpenSsl(folder);

        Assert.StartsWith(
            "SSL error: certificate verify failed: ",
            verdict?.What ?? "SSL error: certificate verify failed: ",
            StringComparison.Ordinal
        );
        Assert.True(verdict is null == expected is null, $"Dialtone: {verdict?.Message ?? "accepts"}\nopenssl: {expected ?? "accepts"}");
    }

    [Theory]
    [InlineData("rsa")]
    [InlineData("rsa sha1")]
    [InlineData("rsa 1024")]
    [InlineData("good")]
    [InlineData("chain")]
    public void Refuses_weak_keys_as_openssl_at_level_2(string name)
    {
        using var folder = new TestFolder();
        var chain = ChainCases.All[name]();

        var verdict = chain.Judge(folder, settings => settings with { RefuseWeakKeys = true });
        var expected = chain.AskOpenSsl(folder, "-auth_level", "2");

        Assert.True(verdict is null == expected is null, $"Dialtone: {verdict?.Message ?? "accepts"}\nopenssl: {expected ?? "accepts"}");
    }

    [Theory]
    [InlineData("unknown CA", "unknown issuer \"Root\" of certificate \"leaf\"")]
    [InlineData("same name, other key", "holds a CA named \"Root\", but certificate \"leaf\" was signed with another key")]
    [InlineData("chain, only intermediate trusted", "holds \"Intermediate\" but not the root that issued it")]
    [InlineData("self-signed, not trusted", "the certificate is self-signed and not in")]
    [InlineData("root presented only", "unknown issuer \"Root\": this root is not in")]
    [InlineData("expired", "certificate \"odd\" expired on 20")]
    [InlineData("expired root", "certificate \"Odd Root\" expired on 20")]
    [InlineData("expired, unknown CA", "; unknown issuer \"Root\"")]
    [InlineData("not yet valid", "certificate \"odd\" is not valid before 20")]
    [InlineData("client", "certificate \"odd\" is not meant for TLS servers (extended key usage)")]
    [InlineData("intermediate client", "certificate \"Odd Intermediate\" is not meant for TLS servers (extended key usage)")]
    [InlineData("usage nonRepudiation", "certificate \"odd\" is not meant for TLS servers (key usage)")]
    [InlineData("intermediate is no CA", "certificate \"Odd Intermediate\" may not issue certificates")]
    [InlineData("name excluded", "(name constraints)")]
    [InlineData("unknown critical extension", "critical one of unknown meaning")]
    public void Says_what_libpq_does_not(string name, string expected)
    {
        using var folder = new TestFolder();

        var failure = ChainCases.All[name]().Judge(folder);

        Assert.NotNull(failure);
        Assert.Contains(expected, failure.What, StringComparison.Ordinal);
        Assert.Contains("root.crt (the connect arguments)", failure.Origin, StringComparison.Ordinal);
        Assert.Equal((ErrorStage.Tls, ErrorKind.Tls), (failure.Stage, failure.Kind));
    }

    /// <summary>The platform also finds issuers in stores of the user; here one that nobody presented and the root file does not hold.</summary>
    [Fact]
    public void Issuers_from_elsewhere_do_not_complete_a_chain()
    {
        using var folder = new TestFolder();
        var root = TestCertificate.Root("Root");
        var intermediate = root.Intermediate("Intermediate");
        var settings = new TlsSettings { RootFile = TlsFiles.Root(folder.Write("root.crt", root.Pem)) };
        var verifier = new ServerVerifier(RootCertificates.Load(settings, new(), []), null, settings, TimeProvider.System);
        using var chain = new X509Chain { ChainPolicy = verifier.CreatePolicy() };
        chain.ChainPolicy.ExtraStore.Add(intermediate.Certificate);
        Assert.True(chain.Build(intermediate.Leaf("leaf").Certificate));
        verifier.Judge(chain, null);

        chain.ChainPolicy.ExtraStore.Clear();

        var failure = Assert.Throws<DatabaseException>(() => verifier.Judge(chain, null)).Failure;
        Assert.Contains("unknown issuer \"Intermediate\" of certificate \"leaf\"", failure.What, StringComparison.Ordinal);
    }
}
