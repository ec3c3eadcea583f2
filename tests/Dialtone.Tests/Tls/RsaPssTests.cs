using System.Formats.Asn1;
using System.Security.Cryptography;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class RsaPssTests
{
    static readonly byte[] Data = "signed"u8.ToArray();

    [Theory]
    [InlineData("SHA256", 2048, 32, true)]
    [InlineData("SHA256", 2048, 31, false)]
    [InlineData("SHA256", 2048, 33, false)]
    [InlineData("SHA256", 2048, 0, false)]
    [InlineData("SHA256", 2048, 100_000, false)]
    [InlineData("SHA384", 2048, 48, true)]
    [InlineData("SHA512", 2048, 64, true)]
    [InlineData("SHA256", 2049, 32, true)]
    [InlineData("SHA256", 2056, 32, true)]
    [InlineData("SHA256", 2055, 32, true)]
    public void Verifies_only_what_was_signed(string hash, int bits, int salt, bool expected)
    {
        var name = new HashAlgorithmName(hash);
        using var key = CreateKey(bits);
        var signature = key.SignData(Data, name, RSASignaturePadding.Pss);
        var parameters = Parameters(name, salt);

        Assert.Equal(expected, RsaPss.Verify(key, parameters, Data, signature));
        Assert.False(RsaPss.Verify(key, parameters, [1, .. Data], signature));
        Assert.False(RsaPss.Verify(key, parameters, Data, signature.AsSpan(1)));
        Assert.False(RsaPss.Verify(key, parameters, Data, new byte[signature.Length]));
        Assert.False(RsaPss.Verify(key, Parameters(HashAlgorithmName.SHA1, 20), Data, signature));
        for (var index = 0; index < signature.Length; index += 17)
        {
            var spoiled = (byte[])signature.Clone();
            spoiled[index] ^= 0x10;
            Assert.False(RsaPss.Verify(key, parameters, Data, spoiled));
        }
    }

    static RSA CreateKey(int bits)
    {
        using var folder = new TestFolder();
        OpenSsl.Run("genpkey", "-algorithm", "RSA", "-pkeyopt", $"rsa_keygen_bits:{bits}", "-out", folder["key"]);
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(folder["key"]));
        return key;
    }

    static byte[] Parameters(HashAlgorithmName hash, int salt)
    {
        var identifier = CryptoConfig.MapNameToOID(hash.Name!)!;
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, true)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier(identifier);
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 1, true)))
            using (writer.PushSequence())
            {
                writer.WriteObjectIdentifier("1.2.840.113549.1.1.8");
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(identifier);
                }
            }

            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 2, true)))
            {
                writer.WriteInteger(salt);
            }
        }

        return writer.Encode();
    }
}
