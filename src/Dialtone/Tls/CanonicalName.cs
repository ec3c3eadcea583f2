using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Dialtone.Tls;

/// <summary>
/// A distinguished name in the form in which OpenSSL compares and hashes names: text as UTF-8, ASCII in lower case, blanks trimmed and collapsed.
/// It decides which revocation list belongs to which issuer, and under which file name a folder keeps it.
/// </summary>
readonly struct CanonicalName : IEquatable<CanonicalName>
{
    readonly byte[] encoded;

    CanonicalName(byte[] encoded) => this.encoded = encoded;

    /// <exception cref="AsnContentException">The name is damaged.</exception>
    public static CanonicalName Of(ReadOnlyMemory<byte> distinguishedName)
    {
        var parts = new AsnReader(distinguishedName, AsnEncodingRules.BER).ReadSequence();
        var canonical = new MemoryStream();
        while (parts.HasData)
        {
            var writer = new AsnWriter(AsnEncodingRules.DER);
            var attributes = parts.ReadSetOf(skipSortOrderValidation: true);
            using (writer.PushSetOf())
            {
                while (attributes.HasData)
                {
                    var attribute = attributes.ReadSequence();
                    using (writer.PushSequence())
                    {
                        writer.WriteObjectIdentifier(attribute.ReadObjectIdentifier());
                        WriteValue(writer, attribute);
                    }
                }
            }

            canonical.Write(writer.Encode());
        }

        return new(canonical.ToArray());
    }

    /// <summary>OpenSSL's <c>X509_NAME_hash</c> as the name of a file in a hashed folder: eight hexadecimal digits.</summary>
    public string FileName()
    {
        // The hash only names files; what is in them is verified by signature.
#pragma warning disable CA5350
        var digest = SHA1.HashData(encoded);
#pragma warning restore CA5350
        return BinaryPrimitives.ReadUInt32LittleEndian(digest).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
    }

    public bool Equals(CanonicalName other) => encoded.AsSpan().SequenceEqual(other.encoded);

    public override bool Equals(object? obj) => obj is CanonicalName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(encoded);
        return hash.ToHashCode();
    }

    static void WriteValue(AsnWriter writer, AsnReader attribute)
    {
        if (Decode(attribute) is { } text)
        {
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, Canonicalize(text));
        }
        else
        {
            // The writer takes what DER allows, and says no with another exception than the readers do.
            var value = attribute.ReadEncodedValue().Span;
            AsnDecoder.ReadEncodedValue(value, AsnEncodingRules.DER, out _, out _, out _);
            writer.WriteEncodedValue(value);
        }
    }

    static string? Decode(AsnReader attribute)
    {
        var tag = attribute.PeekTag();
        if (tag.TagClass != TagClass.Universal || tag.IsConstructed)
        {
            return null;
        }

        var content = attribute.PeekContentBytes().Span;
        return (UniversalTagNumber)tag.TagValue switch
        {
            UniversalTagNumber.UTF8String => Encoding.UTF8.GetString(content),
            UniversalTagNumber.BMPString => Encoding.BigEndianUnicode.GetString(content),
            UniversalTagNumber.UniversalString => new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(content),
            UniversalTagNumber.PrintableString
            or UniversalTagNumber.T61String
            or UniversalTagNumber.IA5String
            or UniversalTagNumber.VisibleString => Encoding.Latin1.GetString(content),
            _ => null,
        };
    }

    static string Canonicalize(string text)
    {
        var canonical = new StringBuilder(text.Length);
        foreach (var letter in text.AsSpan().Trim(" \t\n\v\f\r"))
        {
            if (letter is ' ' or (>= '\t' and <= '\r'))
            {
                if (canonical[^1] != ' ')
                {
                    canonical.Append(' ');
                }
            }
            else
            {
                canonical.Append(char.IsAsciiLetterUpper(letter) ? (char)(letter | 0x20) : letter);
            }
        }

        return canonical.ToString();
    }
}
