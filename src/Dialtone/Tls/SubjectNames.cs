using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>The names that a certificate was issued for, as the bytes that it holds, in its order.</summary>
static class SubjectNames
{
    const string CommonNameOid = "2.5.4.3";
    const string AlternativeNamesOid = "2.5.29.17";

    static readonly Asn1Tag DnsName = new(TagClass.ContextSpecific, 2);
    static readonly Asn1Tag AddressName = new(TagClass.ContextSpecific, 7);

    /// <summary>The first common name of a distinguished name; <see langword="null"/> if there is none.</summary>
    /// <exception cref="AsnContentException">The name is damaged.</exception>
    public static byte[]? CommonName(ReadOnlyMemory<byte> distinguishedName)
    {
        var names = new AsnReader(distinguishedName, AsnEncodingRules.BER).ReadSequence();
        while (names.HasData)
        {
            var parts = names.ReadSetOf(skipSortOrderValidation: true);
            while (parts.HasData)
            {
                var part = parts.ReadSequence();
                if (part.ReadObjectIdentifier() == CommonNameOid)
                {
                    return part.PeekContentBytes().ToArray();
                }
            }
        }

        return null;
    }

    /// <summary>Every dNSName and iPAddress of the subject alternative names.</summary>
    /// <exception cref="AsnContentException">The extension is damaged, or there are two of them.</exception>
    public static List<(bool IsAddress, byte[] Value)> Alternatives(X509Certificate2 certificate)
    {
        var names = new List<(bool, byte[])>();
        var extensions = certificate.Extensions.Where(extension => extension.Oid?.Value == AlternativeNamesOid).ToArray();
        if (extensions.Length > 1)
        {
            throw new AsnContentException("more than one list of alternative names");
        }

        foreach (var extension in extensions)
        {
            var values = new AsnReader(extension.RawData, AsnEncodingRules.BER).ReadSequence();
            while (values.HasData)
            {
                var tag = values.PeekTag();
                if (tag.TagClass != TagClass.ContextSpecific)
                {
                    throw new AsnContentException("not a general name");
                }

                if (tag.HasSameClassAndValue(DnsName) || tag.HasSameClassAndValue(AddressName))
                {
                    names.Add((tag.HasSameClassAndValue(AddressName), values.PeekContentBytes().ToArray()));
                }

                _ = values.ReadEncodedValue();
            }
        }

        return names;
    }

    /// <summary>The DNS names and addresses as text, escaped; none of them if the certificate has only a common name.</summary>
    public static IReadOnlyList<string> Texts(X509Certificate2 certificate)
    {
        try
        {
            return
            [
                .. Alternatives(certificate)
                    .Select(name =>
                        name is { IsAddress: true, Value.Length: 4 or 16 }
                            ? new System.Net.IPAddress(name.Value).ToString()
                            : CertificateText.Escape(name.Value)
                    ),
            ];
        }
        catch (AsnContentException)
        {
            return [];
        }
    }
}
