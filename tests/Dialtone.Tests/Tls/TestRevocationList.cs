using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

/// <summary>A revocation list for tests, sound or odd in any way.</summary>
sealed class TestRevocationList
{
    static readonly byte[] EcdsaWithSha256 = Convert.FromHexString("300a06082a8648ce3d040302");
    static readonly byte[] RsaWithSha256 = Convert.FromHexString("300d06092a864886f70d01010b0500");

    public X500DistinguishedName? Issuer { get; set; }
    public DateTimeOffset ThisUpdate { get; set; } = DateTimeOffset.UtcNow.AddHours(-1);
    public DateTimeOffset? NextUpdate { get; set; } = DateTimeOffset.UtcNow.AddDays(1);
    public bool IsVersionOne { get; set; }
    public TestCertificate? Signer { get; set; }
    public bool IsTampered { get; set; }

    /// <summary>Certificates to revoke, each with the extensions of its entry.</summary>
    public List<(TestCertificate Certificate, X509Extension[] Extensions)> Entries { get; } = [];

    public List<X509Extension> Extensions { get; } = [];

    /// <summary>A list of this issuer as PEM.</summary>
    public static string Of(TestCertificate issuer, Action<TestRevocationList>? configure = null)
    {
        var list = new TestRevocationList();
        configure?.Invoke(list);
        return PemEncoding.WriteString("X509 CRL", list.Encode(issuer)) + "\n";
    }

    public void Revoke(TestCertificate certificate, params X509Extension[] extensions) => Entries.Add((certificate, extensions));

    /// <summary>An issuing distribution point: flags like <c>81 01 ff</c>, in hexadecimal.</summary>
    public static X509Extension Scope(string content)
    {
        var bytes = Convert.FromHexString(content);
        return new("2.5.29.28", [0x30, (byte)bytes.Length, .. bytes], true);
    }

    byte[] Encode(TestCertificate issuer)
    {
        var signer = Signer ?? issuer;
        var algorithm = signer.Key is RSA ? RsaWithSha256 : EcdsaWithSha256;
        var body = new AsnWriter(AsnEncodingRules.DER);
        using (body.PushSequence())
        {
            if (!IsVersionOne)
            {
                body.WriteInteger(1);
            }

            body.WriteEncodedValue(algorithm);
            body.WriteEncodedValue((Issuer ?? issuer.Certificate.SubjectName).RawData);
            body.WriteUtcTime(ThisUpdate);
            if (NextUpdate is { } next)
            {
                body.WriteUtcTime(next);
            }

            WriteEntries(body);
            if (Extensions.Count > 0)
            {
                using (body.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0, true)))
                {
                    WriteExtensions(body, Extensions);
                }
            }
        }

        var data = body.Encode();
        var signature = signer.Key is RSA rsa
            ? rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : ((ECDsa)signer.Key).SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        if (IsTampered)
        {
            signature[^1] ^= 1;
        }

        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(data);
            writer.WriteEncodedValue(algorithm);
            writer.WriteBitString(signature);
        }

        return writer.Encode();
    }

    void WriteEntries(AsnWriter writer)
    {
        if (Entries.Count == 0)
        {
            return;
        }

        using (writer.PushSequence())
        {
            foreach (var (certificate, extensions) in Entries)
            {
                using (writer.PushSequence())
                {
                    writer.WriteInteger(certificate.Certificate.SerialNumberBytes.Span);
                    writer.WriteUtcTime(DateTimeOffset.UtcNow.AddMinutes(-5));
                    if (extensions.Length > 0)
                    {
                        WriteExtensions(writer, extensions);
                    }
                }
            }
        }
    }

    static void WriteExtensions(AsnWriter writer, IEnumerable<X509Extension> extensions)
    {
        using (writer.PushSequence())
        {
            foreach (var extension in extensions)
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(extension.Oid!.Value!);
                    if (extension.Critical)
                    {
                        writer.WriteBoolean(true);
                    }

                    writer.WriteOctetString(extension.RawData);
                }
            }
        }
    }
}
