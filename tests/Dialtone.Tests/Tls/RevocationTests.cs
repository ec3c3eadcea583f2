using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

public sealed class RevocationTests
{
    /// <summary>A name of a distribution point as in a certificate and in the scope of a list: a URI under explicit tags.</summary>
    const string PointName = "a00ba009860768747470 3a2f2f";

    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Intermediate = Root.Intermediate("Intermediate");
    static readonly TestCertificate Leaf = Root.Leaf("leaf");
    static readonly TestCertificate Deep = Intermediate.Leaf("deep leaf");
    static readonly TestCertificate Pointing = Root.Leaf("pointing", leaf => leaf.Extensions.Add(Points()));

    static readonly ServerChain Short = new(Leaf, [], [Root]);
    static readonly ServerChain Long = new(Deep, [Intermediate], [Root]);

    static readonly Dictionary<string, Func<(ServerChain Chain, string Lists)>> Cases = new()
    {
        ["nothing revoked"] = () => (Short, TestRevocationList.Of(Root)),
        ["other revoked"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Deep))),
        ["revoked"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Leaf))),
        ["revoked among others"] = () =>
            (Short, TestRevocationList.Of(Root, list => new[] { Deep, Leaf, Intermediate }.ToList().ForEach(one => list.Revoke(one)))),
        ["revoked with reason"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Leaf, Reason(1)))),
        ["on hold"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Leaf, Reason(6)))),
        ["removed from list"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Leaf, Reason(8)))),
        ["root revoked by itself"] = () => (Short, TestRevocationList.Of(Root, list => list.Revoke(Root))),
        ["list of other CA"] = () => (Short, TestRevocationList.Of(Intermediate)),
        ["list of namesake"] = () => (Short, TestRevocationList.Of(TestCertificate.Root("Root"))),
        ["lists of other CA and CA"] = () => (Short, TestRevocationList.Of(Root) + TestRevocationList.Of(Intermediate)),
        ["tampered"] = () => (Short, TestRevocationList.Of(Root, list => list.IsTampered = true)),
        ["signed by other"] = () => (Short, TestRevocationList.Of(Root, list => list.Signer = Intermediate)),
        ["expired"] = () => (Short, TestRevocationList.Of(Root, list => list.NextUpdate = DateTimeOffset.UtcNow.AddMinutes(-1))),
        ["not yet valid"] = () => (Short, TestRevocationList.Of(Root, list => list.ThisUpdate = DateTimeOffset.UtcNow.AddHours(1))),
        ["without end"] = () => (Short, TestRevocationList.Of(Root, list => list.NextUpdate = null)),
        ["version 1"] = () => (Short, TestRevocationList.Of(Root, list => list.IsVersionOne = true)),
        ["expired and current"] = () =>
            (
                Short,
                TestRevocationList.Of(Root, list => list.NextUpdate = DateTimeOffset.UtcNow.AddMinutes(-1)) + TestRevocationList.Of(Root)
            ),
        ["older without, newer with"] = () =>
            (
                Short,
                TestRevocationList.Of(Root, list => list.ThisUpdate = DateTimeOffset.UtcNow.AddHours(-2))
                    + TestRevocationList.Of(Root, list => list.Revoke(Leaf))
            ),
        ["newer without, older with"] = () => (Short, TestRevocationList.Of(Root, RevokeLongAgo) + TestRevocationList.Of(Root)),
        ["issuer written differently"] = () =>
            (Short, TestRevocationList.Of(Root, list => list.Issuer = new X500DistinguishedName("CN=\" rOOT\""))),
        ["unknown extension"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(new("1.2.3.4", [5, 0], false)))),
        ["unknown critical extension"] = () =>
            (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(new("1.2.3.4", [5, 0], true)))),
        ["unknown critical extension of an entry"] = () =>
            (Short, TestRevocationList.Of(Root, list => list.Revoke(Deep, new X509Extension("1.2.3.4", [5, 0], true)))),
        ["only users"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8101ff")))),
        ["only users and only CAs"] = () =>
            (
                Short,
                TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8101ff")))
                    + TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8201ff")))
            ),
        ["only CAs"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8201ff")))),
        ["only some reasons"] = () =>
            (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("83020640")))),
        ["indirect"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8401ff")))),
        ["only attributes"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(TestRevocationList.Scope("8501ff")))),
        ["point of no certificate"] = () => (Short, TestRevocationList.Of(Root, list => list.Extensions.Add(Point()))),
        ["point of the leaf only"] = () => (new(Pointing, [], [Root]), TestRevocationList.Of(Root, list => list.Extensions.Add(Point()))),
        ["point of the leaf and all"] = () =>
            (new(Pointing, [], [Root]), TestRevocationList.Of(Root, list => list.Extensions.Add(Point())) + TestRevocationList.Of(Root)),
        ["chain, both lists"] = () => (Long, TestRevocationList.Of(Root) + TestRevocationList.Of(Intermediate)),
        ["chain, root's list only"] = () => (Long, TestRevocationList.Of(Root)),
        ["chain, intermediate's list only"] = () => (Long, TestRevocationList.Of(Intermediate)),
        ["chain, intermediate revoked"] = () =>
            (Long, TestRevocationList.Of(Root, list => list.Revoke(Intermediate)) + TestRevocationList.Of(Intermediate)),
        ["chain, leaf revoked"] = () =>
            (Long, TestRevocationList.Of(Root) + TestRevocationList.Of(Intermediate, list => list.Revoke(Deep))),
        ["self-signed, own list"] = () => Alone(options => options.KeyUsage = null),
        ["self-signed, key may not sign lists"] = () => Alone(options => options.KeyUsage = X509KeyUsageFlags.DigitalSignature),
        ["CA may not sign lists"] = () => Rooted(root => root.KeyUsage = X509KeyUsageFlags.KeyCertSign),
        ["CA without key usage"] = () => Rooted(root => root.KeyUsage = null),
        ["rsa"] = () => Rooted(root => root.Key = RSA.Create(2048)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accepts_and_refuses_as_openssl(string name)
    {
        using var folder = new TestFolder();
        var (chain, lists) = Cases[name]();
        var file = folder.Write("root.crl", lists);

        var verdict = chain.Judge(folder, settings => settings with { RevocationFile = TlsFiles.Revocation(file) });
        var expected = chain.AskOpenSsl(folder, "-crl_check", "-crl_check_all", "-CRLfile", file);

        Assert.True(verdict is null == expected is null, $"Dialtone: {verdict?.Message ?? "accepts"}\nopenssl: {expected ?? "accepts"}");
    }

    [Theory]
    [InlineData("sha256", "digest")]
    [InlineData("sha256", "max")]
    [InlineData("sha384", "20")]
    [InlineData("sha512", "0")]
    [InlineData("sha1", "digest")]
    public void Verifies_lists_signed_with_any_salt(string hash, string salt)
    {
        using var folder = new TestFolder();
        var root = TestCertificate.Root("Root", options => options.Key = RSA.Create(2048));
        var file = SignWithOpenSsl(folder, root, "-md", hash, "-sigopt", "rsa_padding_mode:pss", "-sigopt", $"rsa_pss_saltlen:{salt}");
        var chain = new ServerChain(root.Leaf("leaf"), [], [root]);

        Assert.Null(chain.AskOpenSsl(folder, "-crl_check", "-crl_check_all", "-CRLfile", file));
        Assert.Null(chain.Judge(folder, settings => settings with { RevocationFile = TlsFiles.Revocation(file) }));

        var other = TestCertificate.Root("Root", options => options.Key = RSA.Create(2048));
        var failure = new ServerChain(other.Leaf("leaf"), [], [other]).Judge(
            folder,
            settings => settings with { RevocationFile = TlsFiles.Revocation(file) }
        );
        Assert.Contains("is not signed with its key", failure?.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("revoked with reason", "certificate \"leaf\" (serial 11")]
    [InlineData("revoked with reason", "was revoked by \"Root\" on 20")]
    [InlineData("revoked with reason", "(reason: KeyCompromise)")]
    [InlineData("chain, root's list only", "there is no revocation list of issuer \"Intermediate\" for certificate \"deep leaf\"")]
    [InlineData("expired", "the revocation list of issuer \"Root\" expired on 20")]
    [InlineData("not yet valid", "is not valid before 20")]
    [InlineData("tampered", "the revocation list of issuer \"Root\" is not signed with its key")]
    [InlineData("CA may not sign lists", "does not allow its key to sign revocation lists")]
    public void Says_what_libpq_does_not(string name, string expected)
    {
        using var folder = new TestFolder();
        var (chain, lists) = Cases[name]();
        var file = folder.Write("root.crl", lists);

        var failure = chain.Judge(folder, settings => settings with { RevocationFile = TlsFiles.Revocation(file) });

        Assert.Contains(expected, failure?.What, StringComparison.Ordinal);
    }

    static string SignWithOpenSsl(TestFolder folder, TestCertificate authority, params string[] options)
    {
        var configuration = folder.Write(
            "ca.cnf",
            $"[ca]\ndefault_ca=x\n[x]\ndatabase={folder.Write("index.txt", "")}\ncrlnumber={folder.Write("number", "01\n")}\ndefault_crl_days=1\n"
        );
        string[] arguments = ["ca", "-gencrl", "-config", configuration, "-cert", folder.Write("ca.pem", authority.Pem)];
        OpenSsl.Run([.. arguments, "-keyfile", folder.Write("ca.key", authority.KeyPem), "-out", folder["list.crl"], .. options]);
        return folder["list.crl"];
    }

    static (ServerChain, string) Alone(Action<TestCertificateOptions> configure)
    {
        var leaf = TestCertificate.SelfSigned("alone", configure);
        return (new(leaf, [], [leaf]), TestRevocationList.Of(leaf));
    }

    static (ServerChain, string) Rooted(Action<TestCertificateOptions> configure)
    {
        var root = TestCertificate.Root("Odd Root", configure);
        return (new(root.Leaf("leaf"), [], [root]), TestRevocationList.Of(root));
    }

    static void RevokeLongAgo(TestRevocationList list)
    {
        list.ThisUpdate = DateTimeOffset.UtcNow.AddHours(-2);
        list.Revoke(Leaf);
    }

    static X509Extension Reason(byte reason) => new("2.5.29.21", [0x0a, 1, reason], false);

    static X509Extension Point() => TestRevocationList.Scope(PointName.Replace(" ", "", StringComparison.Ordinal));

    static X509Extension Points()
    {
        var point = Convert.FromHexString(PointName.Replace(" ", "", StringComparison.Ordinal));
        return new("2.5.29.31", [0x30, (byte)(point.Length + 2), 0x30, (byte)point.Length, .. point], false);
    }
}
