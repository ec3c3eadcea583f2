using System.Collections.Frozen;
using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>A certificate revocation list (RFC 5280, section 5), parsed once; its signature is checked against the issuer that a chain presents.</summary>
sealed class RevocationList
{
    static readonly Asn1Tag ExtensionsTag = new(TagClass.ContextSpecific, 0, isConstructed: true);

    readonly ReadOnlyMemory<byte> signedPart;
    readonly ReadOnlyMemory<byte> signatureAlgorithm;
    readonly byte[] signature;
    readonly FrozenDictionary<string, Revocation> revocations;

    /// <summary>The key with which the signature was last found good: a pure memory, so a lost race costs one more check.</summary>
    byte[]? verifiedKey;

    RevocationList(
        ReadOnlyMemory<byte> signedPart,
        ReadOnlyMemory<byte> signatureAlgorithm,
        byte[] signature,
        RevocationListHeader header,
        FrozenDictionary<string, Revocation> revocations
    )
    {
        this.signedPart = signedPart;
        this.signatureAlgorithm = signatureAlgorithm;
        this.signature = signature;
        this.revocations = revocations;
        Header = header;
    }

    /// <summary>Who issued the list, when, and for what.</summary>
    public RevocationListHeader Header { get; }

    /// <summary>The signature algorithm's object identifier.</summary>
    public string SignatureAlgorithm => new AsnReader(signatureAlgorithm, AsnEncodingRules.DER).ReadSequence().ReadObjectIdentifier();

    /// <exception cref="AsnContentException">The list is damaged.</exception>
    public static RevocationList Parse(ReadOnlyMemory<byte> encoded)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.DER).ReadSequence();
        var signedPart = outer.PeekEncodedValue();
        var list = outer.ReadSequence();
        var signatureAlgorithm = outer.ReadEncodedValue();
        var signature = outer.ReadBitString(out _);
        outer.ThrowIfNotEmpty();

        if (list.PeekTag() == Asn1Tag.Integer)
        {
            _ = list.ReadInteger();
        }

        _ = list.ReadSequence();
        var issuer = CanonicalName.Of(list.PeekEncodedValue());
        var issuerName = new X500DistinguishedName(list.ReadEncodedValue().Span);
        var thisUpdate = ReadTime(list);
        var nextUpdate = list.HasData && IsTime(list.PeekTag()) ? ReadTime(list) : default(DateTimeOffset?);
        var revocations = new Dictionary<string, Revocation>();
        var unknownCriticalExtension =
            list.HasData && list.PeekTag() == Asn1Tag.Sequence && ReadRevocations(list.ReadSequence(), revocations);
        var scope = list.HasData
            ? RevocationScope.Read(list.ReadSequence(ExtensionsTag).ReadSequence(), ref unknownCriticalExtension)
            : RevocationScope.Everything;
        list.ThrowIfNotEmpty();

        var header = new RevocationListHeader(issuer, issuerName, thisUpdate, nextUpdate, scope, unknownCriticalExtension);
        return new(signedPart, signatureAlgorithm, signature, header, revocations.ToFrozenDictionary());
    }

    /// <summary>Whether the certificate's key made the list's signature.</summary>
    public bool IsSignedBy(X509Certificate2 issuer)
    {
        var key = issuer.PublicKey.ExportSubjectPublicKeyInfo();
        if (verifiedKey is { } known && known.AsSpan().SequenceEqual(key))
        {
            return true;
        }

        if (!CertificateSignature.Verify(issuer, signatureAlgorithm, signedPart.Span, signature))
        {
            return false;
        }

        verifiedKey = key;
        return true;
    }

    /// <summary>The entry that revokes the certificate, if there is one.</summary>
    public Revocation? Find(X509Certificate2 certificate) => revocations.GetValueOrDefault(KeyOf(certificate.SerialNumberBytes.Span));

    /// <summary>Reads the entries; true if one of them has a critical extension, whose meaning nobody here knows.</summary>
    static bool ReadRevocations(AsnReader entries, Dictionary<string, Revocation> revocations)
    {
        var critical = false;
        while (entries.HasData)
        {
            var entry = entries.ReadSequence();
            var serial = KeyOf(entry.ReadIntegerBytes().Span);
            var revocation = new Revocation(ReadTime(entry), RevocationReason.Unspecified);
            if (entry.HasData)
            {
                revocation = revocation with { Reason = ReadReason(entry.ReadSequence(), ref critical) };
            }

            entry.ThrowIfNotEmpty();
            if (revocation.Reason != RevocationReason.RemoveFromList)
            {
                revocations[serial] = revocation;
            }
        }

        return critical;
    }

    static RevocationReason ReadReason(AsnReader extensions, ref bool critical)
    {
        var reason = RevocationReason.Unspecified;
        while (extensions.HasData)
        {
            var extension = CertificateExtension.Read(extensions);
            critical |= extension.IsCritical;
            if (extension.Identifier == "2.5.29.21")
            {
                reason = new AsnReader(extension.Value, AsnEncodingRules.DER).ReadEnumeratedValue<RevocationReason>();
            }
        }

        return reason;
    }

    /// <summary>Serial numbers are compared without leading zeros.</summary>
    static string KeyOf(ReadOnlySpan<byte> serial) => Convert.ToHexString(serial.TrimStart((byte)0));

    static bool IsTime(Asn1Tag tag) => tag == Asn1Tag.UtcTime || tag == Asn1Tag.GeneralizedTime;

    static DateTimeOffset ReadTime(AsnReader reader) =>
        reader.PeekTag() == Asn1Tag.UtcTime ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
}
