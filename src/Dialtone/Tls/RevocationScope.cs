using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Which certificates a revocation list covers (RFC 5280, section 5.2.5, issuing distribution point).</summary>
/// <remarks>Lists for attribute certificates, of other issuers, for some reasons only, or of changes only are not used, as in OpenSSL's default.</remarks>
sealed class RevocationScope
{
    const string IssuingDistributionPoint = "2.5.29.28";
    const string DeltaIndicator = "2.5.29.27";
    const string AuthorityKeyIdentifier = "2.5.29.35";
    const string DistributionPoints = "2.5.29.31";

    static readonly Asn1Tag Name = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag OnlyUsers = new(TagClass.ContextSpecific, 1);
    static readonly Asn1Tag OnlyAuthorities = new(TagClass.ContextSpecific, 2);

    bool isUsable = true;
    bool coversUsers = true;
    bool coversAuthorities = true;
    List<byte[]>? names;

    RevocationScope() { }

    /// <summary>The scope of a list that does not limit itself.</summary>
    public static RevocationScope Everything { get; } = new();

    /// <summary>Reads the extensions of a list.</summary>
    /// <exception cref="AsnContentException">They are damaged.</exception>
    public static RevocationScope Read(AsnReader extensions, ref bool unknownCriticalExtension)
    {
        var scope = new RevocationScope();
        while (extensions.HasData)
        {
            var extension = CertificateExtension.Read(extensions);
            switch (extension.Identifier)
            {
                case IssuingDistributionPoint:
                    scope.ReadDistributionPoint(new AsnReader(extension.Value, AsnEncodingRules.DER).ReadSequence());
                    break;
                case DeltaIndicator:
                    scope.isUsable = false;
                    break;
                case AuthorityKeyIdentifier:
                    break;
                default:
                    unknownCriticalExtension |= extension.IsCritical;
                    break;
            }
        }

        return scope;
    }

    /// <summary>Whether the list decides about this certificate.</summary>
    public bool Covers(X509Certificate2 certificate)
    {
        var isAuthority = certificate
            .Extensions.OfType<X509BasicConstraintsExtension>()
            .Any(constraints => constraints.CertificateAuthority);
        return isUsable && (isAuthority ? coversAuthorities : coversUsers) && (names is null || SharesName(names, certificate));
    }

    void ReadDistributionPoint(AsnReader point)
    {
        while (point.HasData)
        {
            var tag = point.PeekTag();
            if (tag == Name)
            {
                names = ReadNames(point.ReadSequence(Name));
            }
            else if (tag.HasSameClassAndValue(OnlyUsers))
            {
                coversAuthorities &= !point.ReadBoolean(OnlyUsers);
            }
            else if (tag.HasSameClassAndValue(OnlyAuthorities))
            {
                coversUsers &= !point.ReadBoolean(OnlyAuthorities);
            }
            else
            {
                _ = point.ReadEncodedValue();
                isUsable = false;
            }
        }
    }

    /// <summary>The full names of a <c>DistributionPointName</c>; a relative name matches nothing.</summary>
    static List<byte[]> ReadNames(AsnReader distributionPointName)
    {
        var names = new List<byte[]>();
        if (distributionPointName.HasData && distributionPointName.PeekTag() == Name)
        {
            var full = distributionPointName.ReadSequence(Name);
            while (full.HasData)
            {
                names.Add(full.ReadEncodedValue().ToArray());
            }
        }

        return names;
    }

    static bool SharesName(List<byte[]> names, X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions.Where(extension => extension.Oid?.Value == DistributionPoints))
        {
            var points = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (points.HasData)
            {
                var point = points.ReadSequence();
                if (
                    point.HasData
                    && point.PeekTag() == Name
                    && ReadNames(point.ReadSequence(Name)).Exists(name => names.Exists(known => known.AsSpan().SequenceEqual(name)))
                )
                {
                    return true;
                }
            }
        }

        return false;
    }
}
