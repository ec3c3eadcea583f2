using System.Formats.Asn1;

namespace Dialtone.Tls;

/// <summary>One extension of a certificate or revocation list.</summary>
/// <param name="Identifier">Its object identifier.</param>
/// <param name="IsCritical">Whether who does not know it must refuse.</param>
/// <param name="Value">Its DER value.</param>
readonly record struct CertificateExtension(string Identifier, bool IsCritical, ReadOnlyMemory<byte> Value)
{
    /// <summary>Reads the next one of a list.</summary>
    /// <exception cref="AsnContentException">It is damaged.</exception>
    public static CertificateExtension Read(AsnReader extensions)
    {
        var extension = extensions.ReadSequence();
        var identifier = extension.ReadObjectIdentifier();
        var critical = extension.PeekTag() == Asn1Tag.Boolean && extension.ReadBoolean();
        var value = extension.ReadOctetString();
        extension.ThrowIfNotEmpty();
        return new(identifier, critical, value);
    }
}
