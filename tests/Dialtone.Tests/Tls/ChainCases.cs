using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

/// <summary>Chains of every kind: sound ones, and one for each way in which a chain can be wrong.</summary>
static class ChainCases
{
    const X509KeyUsageFlags CertSign = X509KeyUsageFlags.KeyCertSign;

    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Other = TestCertificate.Root("Other Root");
    static readonly TestCertificate Intermediate = Root.Intermediate("Intermediate");
    static readonly TestCertificate Leaf = Root.Leaf("leaf");
    static readonly TestCertificate Deep = Intermediate.Leaf("deep leaf");

    public static Dictionary<string, Func<ServerChain>> All { get; } =
        new()
        {
            ["good"] = () => new(Leaf, [], [Root]),
            ["unknown CA"] = () => new(Leaf, [], [Other]),
            ["two roots"] = () => new(Leaf, [], [Other, Root]),
            ["root twice"] = () => new(Leaf, [], [Root, Root]),
            ["root presented"] = () => new(Leaf, [Root], [Root]),
            ["root presented only"] = () => new(Leaf, [Root], [Other]),
            ["unrelated presented"] = () => new(Leaf, [Other, Intermediate], [Root]),
            ["leaf pinned"] = () => new(Leaf, [], [Leaf]),
            ["leaf and other root"] = () => new(Leaf, [], [Leaf, Other]),
            ["expired"] = () => Issued(leaf => leaf.NotAfter = Ago(1)),
            ["not yet valid"] = () => Issued(leaf => (leaf.NotBefore, leaf.NotAfter) = (In(1), In(2))),
            ["expired, unknown CA"] = () => Issued(leaf => leaf.NotAfter = Ago(1)) with { Trusted = [Other] },
            ["expired root"] = () => Rooted(root => root.NotAfter = Ago(1)),
            ["root not yet valid"] = () => Rooted(root => (root.NotBefore, root.NotAfter) = (In(1), In(2))),
            ["expired intermediate"] = () => Between(middle => middle.NotAfter = Ago(1)),
            ["chain"] = () => new(Deep, [Intermediate], [Root]),
            ["chain, intermediate missing"] = () => new(Deep, [], [Root]),
            ["chain, intermediate in root file"] = () => new(Deep, [], [Root, Intermediate]),
            ["chain, only intermediate trusted"] = () => new(Deep, [], [Intermediate]),
            ["chain, only intermediate trusted and presented"] = () => new(Deep, [Intermediate], [Intermediate]),
            ["chain, intermediate trusted, root presented"] = () => new(Deep, [Intermediate, Root], [Intermediate]),
            ["chain in any order"] = () => new(Root.Intermediate("a").Intermediate("b") is var b ? b.Leaf("x") : b, [Intermediate], [Root]),
            ["self-signed, trusted"] = () => Alone(_ => { }),
            ["self-signed, not trusted"] = () => Alone(_ => { }) with { Trusted = [Root] },
            ["self-signed, expired"] = () => Alone(leaf => leaf.NotAfter = Ago(1)),
            ["self-signed, no CA"] = () => Alone(leaf => leaf.IsAuthority = false),
            ["self-signed, CA"] = () => Alone(leaf => leaf.IsAuthority = true),
            ["self-signed, digitalSignature only"] = () => Alone(leaf => leaf.KeyUsage = X509KeyUsageFlags.DigitalSignature),
            ["self-signed, client"] = () => Alone(leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]),
            ["client"] = () => Issued(leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose]),
            ["client and server"] = () =>
                Issued(leaf => leaf.Purposes = [TestCertificateOptions.ClientPurpose, TestCertificateOptions.ServerPurpose]),
            ["any purpose"] = () => Issued(leaf => leaf.Purposes = [TestCertificateOptions.AnyPurpose]),
            ["no purpose"] = () => Issued(leaf => leaf.Purposes = []),
            ["CA as leaf"] = () =>
                Issued(leaf => (leaf.IsAuthority, leaf.KeyUsage) = (true, CertSign | X509KeyUsageFlags.DigitalSignature)),
            ["usage certSign"] = () => Issued(leaf => leaf.KeyUsage = CertSign),
            ["usage nonRepudiation"] = () => Issued(leaf => leaf.KeyUsage = X509KeyUsageFlags.NonRepudiation),
            ["usage keyAgreement"] = () => Issued(leaf => (leaf.Key, leaf.KeyUsage) = (RSA.Create(2048), X509KeyUsageFlags.KeyAgreement)),
            ["usage keyEncipherment"] = () => Issued(leaf => leaf.KeyUsage = X509KeyUsageFlags.KeyEncipherment),
            ["netscape server"] = () => Issued(leaf => leaf.Extensions.Add(Netscape(0x40))),
            ["netscape client"] = () => Issued(leaf => leaf.Extensions.Add(Netscape(0x80))),
            ["unknown extension"] = () => Issued(leaf => leaf.Extensions.Add(new("1.2.3.4", [5, 0], false))),
            ["unknown critical extension"] = () => Issued(leaf => leaf.Extensions.Add(new("1.2.3.4", [5, 0], true))),
            ["unknown critical extension above"] = () => Between(middle => middle.Extensions.Add(new("1.2.3.4", [5, 0], true))),
            ["intermediate client"] = () => Between(middle => middle.Purposes = [TestCertificateOptions.ClientPurpose]),
            ["intermediate server"] = () => Between(middle => middle.Purposes = [TestCertificateOptions.ServerPurpose]),
            ["intermediate any purpose"] = () => Between(middle => middle.Purposes = [TestCertificateOptions.AnyPurpose]),
            ["root client"] = () => Rooted(root => root.Purposes = [TestCertificateOptions.ClientPurpose]),
            ["intermediate is no CA"] = () => Between(middle => middle.IsAuthority = false),
            ["intermediate without constraints"] = () => Between(middle => (middle.IsAuthority, middle.KeyUsage) = (null, null)),
            ["intermediate without certSign"] = () => Between(middle => middle.KeyUsage = X509KeyUsageFlags.CrlSign),
            ["root is no CA"] = () => Rooted(root => root.IsAuthority = false),
            ["root without constraints"] = () => Rooted(root => root.IsAuthority = null),
            ["root without anything"] = () => Rooted(root => (root.IsAuthority, root.KeyUsage) = (null, null)),
            ["root without certSign"] = () => Rooted(root => root.KeyUsage = X509KeyUsageFlags.CrlSign),
            ["path too long"] = () =>
                Under(Root.Intermediate("zero", middle => middle.PathLength = 0), middle => middle.Intermediate("one")),
            ["path as long as allowed"] = () =>
                Under(Root.Intermediate("one", middle => middle.PathLength = 1), middle => middle.Intermediate("two")),
            ["name permitted"] = () => Constrained(0, "example.com", "db.example.com"),
            ["name not permitted"] = () => Constrained(0, "example.com", "db.example.org"),
            ["name excluded"] = () => Constrained(1, "example.com", "db.example.com"),
            ["name not excluded"] = () => Constrained(1, "example.com", "db.example.org"),
            ["forged"] = () => new(Other.Leaf("forged", leaf => leaf.Issuer = Root.Certificate.SubjectName), [], [Root]),
            ["same name, other key"] = () => new(Leaf, [], [TestCertificate.Root("Root")]),
            ["same name, other key first"] = () => new(Leaf, [], [TestCertificate.Root("Root"), Root]),
            ["renewed root"] = () => Renewed(first: true),
            ["renewed root, old one first"] = () => Renewed(first: false),
            ["issuer written differently"] = () => new(Root.Leaf("x", leaf => leaf.Issuer = new("CN=\" rOOT  \"")), [], [Root]),
            ["rsa"] = () => Signed(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, 2048),
            ["rsa sha512"] = () => Signed(HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1, 2048),
            ["rsa pss"] = () => Signed(HashAlgorithmName.SHA256, RSASignaturePadding.Pss, 2048),
            ["rsa sha1"] = () => Signed(HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1, 2048),
            ["rsa 1024"] = () => Signed(HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1, 1024),
            ["p384"] = () => Issued(leaf => leaf.Key = ECDsa.Create(ECCurve.NamedCurves.nistP384)),
        };

    static ServerChain Issued(Action<TestCertificateOptions> configure) => new(Root.Leaf("odd", configure), [], [Root]);

    static ServerChain Alone(Action<TestCertificateOptions> configure) =>
        TestCertificate.SelfSigned("alone", configure) is var leaf ? new(leaf, [], [leaf]) : null!;

    static ServerChain Rooted(Action<TestCertificateOptions> configure) =>
        TestCertificate.Root("Odd Root", configure) is var root ? new(root.Leaf("leaf"), [], [root]) : null!;

    static ServerChain Between(Action<TestCertificateOptions> configure) =>
        Root.Intermediate("Odd Intermediate", configure) is var middle ? new(middle.Leaf("leaf"), [middle], [Root]) : null!;

    static ServerChain Under(TestCertificate upper, Func<TestCertificate, TestCertificate> make) =>
        make(upper) is var lower ? new(lower.Leaf("leaf"), [lower, upper], [Root]) : null!;

    static ServerChain Signed(HashAlgorithmName hash, RSASignaturePadding padding, int bits)
    {
        var root = TestCertificate.Root("Signing Root", options => options.Key = RSA.Create(bits));
        return new(root.Leaf("leaf", leaf => (leaf.Key, leaf.Hash, leaf.SignaturePadding) = (RSA.Create(bits), hash, padding)), [], [root]);
    }

    static ServerChain Renewed(bool first)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var old = TestCertificate.Root("Renewed", root => (root.Key, root.NotAfter) = (key, Ago(1)));
        var renewed = TestCertificate.Root("Renewed", root => root.Key = key);
        return new(old.Leaf("leaf"), [], first ? [renewed, old] : [old, renewed]);
    }

    static ServerChain Constrained(int kind, string subtree, string name)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, kind, true)))
        using (writer.PushSequence())
        {
            writer.WriteCharacterString(UniversalTagNumber.IA5String, subtree, new Asn1Tag(TagClass.ContextSpecific, 2));
        }

        var middle = Root.Intermediate("Constrained", options => options.Extensions.Add(new("2.5.29.30", writer.Encode(), true)));
        return new(middle.Leaf("leaf", leaf => leaf.Names.Add(name)), [middle], [Root]);
    }

    static X509Extension Netscape(byte types) => new("2.16.840.1.113730.1.1", [3, 2, 0, types], false);

    static DateTimeOffset Ago(int hours) => DateTimeOffset.UtcNow.AddHours(-hours);

    static DateTimeOffset In(int hours) => DateTimeOffset.UtcNow.AddHours(hours);
}
