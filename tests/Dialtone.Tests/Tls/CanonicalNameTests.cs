using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class CanonicalNameTests
{
    public static TheoryData<string, UniversalTagNumber> Names =>
        new()
        {
            { "Plain", UniversalTagNumber.UTF8String },
            { "  Two   blanks\tand a tab ", UniversalTagNumber.UTF8String },
            { "Bücher Straße ÄÖÜ", UniversalTagNumber.UTF8String },
            { "MIXED case 123", UniversalTagNumber.PrintableString },
            { "Mail@Example.COM", UniversalTagNumber.IA5String },
            { "Breit Ä", UniversalTagNumber.BMPString },
            { "Latin \u00e4", UniversalTagNumber.T61String },
            { "   ", UniversalTagNumber.UTF8String },
            { "12345", UniversalTagNumber.NumericString },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void Hashes_as_openssl_does(string text, UniversalTagNumber type)
    {
        using var folder = new TestFolder();
        var subject = Encode(text, type);
        var certificate = TestCertificate.SelfSigned("x", options => options.Subject = subject);
        var path = folder.Write("c.pem", certificate.Pem);

        var hash = CanonicalName.Of(certificate.Certificate.SubjectName.RawData).FileName();

        Assert.Equal(OpenSsl.Run("x509", "-in", path, "-noout", "-subject_hash").Trim(), hash);
    }

    [Fact]
    public void Equal_names_may_be_written_differently()
    {
        var one = CanonicalName.Of(Encode("My  CA", UniversalTagNumber.UTF8String).RawData);
        var other = CanonicalName.Of(Encode(" my ca", UniversalTagNumber.PrintableString).RawData);

        Assert.True(one.Equals(other));
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.False(one.Equals(CanonicalName.Of(Encode("my cb", UniversalTagNumber.UTF8String).RawData)));
    }

    /// <summary>A name of two parts, the second with two attributes in the wrong order.</summary>
    static X500DistinguishedName Encode(string text, UniversalTagNumber type)
    {
        var writer = new AsnWriter(AsnEncodingRules.BER);
        using (writer.PushSequence())
        {
            using (writer.PushSetOf())
            {
                Write(writer, "2.5.4.3", text, type);
            }

            using (writer.PushSetOf())
            {
                Write(writer, "2.5.4.11", "Zeta Unit", UniversalTagNumber.UTF8String);
                Write(writer, "2.5.4.10", "Alpha", UniversalTagNumber.PrintableString);
            }
        }

        return new(writer.Encode());
    }

    static void Write(AsnWriter writer, string attribute, string text, UniversalTagNumber type)
    {
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(attribute);
            if (type == UniversalTagNumber.T61String)
            {
                var latin = System.Text.Encoding.Latin1.GetBytes(text);
                writer.WriteEncodedValue([0x14, (byte)latin.Length, .. latin]);
            }
            else
            {
                writer.WriteCharacterString(type, text);
            }
        }
    }
}
