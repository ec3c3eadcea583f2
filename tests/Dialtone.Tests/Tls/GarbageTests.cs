using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>Whatever is in the files and whatever a server shows: the outcome is a policy, or a <see cref="DatabaseException"/>.</summary>
public sealed class GarbageTests : IDisposable
{
    const string Password = "geheim";

    static readonly TestCertificate Root = TestCertificate.Root("Root");
    static readonly TestCertificate Leaf = Root.Leaf("db", leaf => leaf.Names.AddRange(["db", new byte[] { 127, 0, 0, 1 }]));
    static readonly string List = TestRevocationList.Of(Root, list => list.Revoke(Root));

    static readonly string[] Keys =
    [
        Leaf.KeyPem,
        Leaf.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10)),
        Leaf.Key.ExportEncryptedPkcs8PrivateKeyPem(Password, new(PbeEncryptionAlgorithm.TripleDes3KeyPkcs12, HashAlgorithmName.SHA1, 10)),
        "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00112233445566778899AABBCCDDEEFF\n\nAAAAAAAAAAAAAAAAAAAAAA==\n-----END EC PRIVATE KEY-----\n",
    ];

    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Root_files() =>
        Spoil(Root.Pem + List).Sample(bytes => Load(new() { RootFile = TlsFiles.Root(folder.Write("r", bytes)) }), iter: 300, threads: 1);

    [Fact]
    public void Revocation_lists()
    {
        var root = TlsFiles.Root(folder.Write("root.crt", Root.Pem));
        Spoil(List)
            .Sample(
                bytes =>
                    Load(
                        new()
                        {
                            RootFile = root,
                            RevocationFile = TlsFiles.Revocation(folder.Write("c", bytes)),
                            RevocationFilesMustLoad = true,
                        }
                    ),
                iter: 500,
                threads: 1
            );
    }

    [Fact]
    public void Client_certificates()
    {
        var key = TlsFiles.Key(folder.Write("k", Leaf.KeyPem));
        Spoil(Leaf.Pem + Root.Pem)
            .Sample(
                bytes => Load(new() { CertificateFile = TlsFiles.Certificate(folder.Write("c", bytes)), KeyFile = key }),
                iter: 300,
                threads: 1
            );
    }

    [Fact]
    public void Keys_of_every_format()
    {
        var certificate = TlsFiles.Certificate(folder.Write("c", Leaf.Pem));
        Gen.OneOf([.. Keys.Select(Spoil)])
            .Sample(
                bytes =>
                    Load(
                        new()
                        {
                            CertificateFile = certificate,
                            KeyFile = TlsFiles.Key(folder.Write("k", bytes)),
                            KeyPassword = new(Password),
                        }
                    ),
                iter: 800,
                threads: 1
            );
    }

    /// <summary>A certificate that parses, with any bytes where its names, purposes and constraints should be.</summary>
    [Fact]
    public void Extensions_of_the_server()
    {
        var policy = TlsPolicy.Load(
            new() { Verification = TlsVerification.ChainAndName, RootFile = TlsFiles.Root(folder.Write("root.crt", Root.Pem)) }
        );
        var identifiers = Gen.OneOf("2.5.29.17", "2.5.29.15", "2.5.29.37", "2.5.29.19", "2.16.840.1.113730.1.1", "2.5.29.31", "2.5.29.30");
        var content = Gen.OneOf(
            Gen.Byte.Array[0, 20],
            Gen.Select(Gen.Byte.Array[0, 20], bytes => (byte[])[0x30, (byte)bytes.Length, .. bytes]),
            Gen.Select(Gen.Byte.Array[0, 9], bytes => (byte[])[0x30, (byte)(bytes.Length + 2), 0x82, (byte)bytes.Length, .. bytes])
        );
        Gen.Select(identifiers, content)
            .Sample(
                (identifier, bytes) =>
                {
                    var certificate = Root.Leaf(
                        "db",
                        leaf =>
                        {
                            (leaf.Purposes, leaf.IsWithoutKey) = ([], true);
                            leaf.Extensions.Add(new(identifier, bytes, false));
                        }
                    );
                    Tolerate(() => policy.Verify(certificate.Certificate, [], "db"));
                },
                iter: 300,
                threads: 1
            );
    }

    static void Load(TlsSettings settings) =>
        Tolerate(() =>
        {
            var policy = TlsPolicy.Load(settings);
            policy.Verify(Leaf.Certificate, [], "db");
        });

    static void Tolerate(Action action)
    {
        try
        {
            action();
        }
        catch (DatabaseException exception)
        {
            Assert.DoesNotContain(Password, exception.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Bytes replaced, cut off or doubled, in the text or in what it encodes.</summary>
    static Gen<byte[]> Spoil(string pem)
    {
        var text = Encoding.ASCII.GetBytes(pem);
        var fields = PemEncoding.TryFind(pem, out var found) ? found : default;
        var inner = found.Base64Data.Equals(default) ? [] : Convert.FromBase64String(pem[fields.Base64Data]);
        var label = pem[fields.Label];
        var spoiledInside = Change(inner).Select(bytes => Encoding.ASCII.GetBytes(PemEncoding.WriteString(label, bytes) + "\n"));
        return inner.Length == 0
            ? Change(text)
            : Gen.Frequency((1, Gen.Byte.Array[0, 200]), (2, Change(text)), (1, Change(inner)), (6, spoiledInside));
    }

    static Gen<byte[]> Change(byte[] bytes)
    {
        var position = Gen.Int[0, Math.Max(0, bytes.Length - 1)];
        var replaced = Gen.Select(position, Gen.Byte)
            .Array[1, 4]
            .Select(changes =>
            {
                var copy = (byte[])bytes.Clone();
                Array.ForEach(changes, change => copy[change.Item1] = change.Item2);
                return copy;
            });
        return Gen.OneOf(
            replaced,
            position.Select(end => bytes[..end]),
            Gen.Select(position, Gen.Byte.Array[1, 4], (at, more) => (byte[])[.. bytes[..at], .. more, .. bytes[at..]]),
            Gen.Select(position, position, (from, to) => (byte[])[.. bytes[..from], .. bytes[to..]])
        );
    }
}
