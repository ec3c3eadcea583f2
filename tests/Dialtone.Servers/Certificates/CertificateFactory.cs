using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Servers.Certificates;

/// <summary>Turns a specification into a signed certificate.</summary>
static class CertificateFactory
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>Signed by the issuer, or by itself when there is none.</summary>
    public static X509Certificate2 Create(CertificateSpec spec, KeyPair key, CertificateAuthority? issuer)
    {
        var request = new CertificateRequest(new X500DistinguishedName(spec.Subject), key.PublicKey, spec.Hash);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(spec.IsAuthority, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(KeyUsage(spec), critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (spec.Usage != CertificateUsage.Unrestricted)
        {
            var usage = new Oid(spec.Usage == CertificateUsage.Server ? ServerAuthentication : ClientAuthentication);
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], critical: false));
        }
        if (spec.DnsNames.Count + spec.Addresses.Count > 0)
            request.CertificateExtensions.Add(new X509Extension(SubjectAlternativeName, AlternativeNames(spec), critical: false));

        var period = Period.Of(spec.Validity);
        return issuer is not null
            ? issuer.Sign(request, period, spec.SignedWithPss, spec.IsRevoked)
            : request.Create(request.SubjectName, key.Signer(spec.Hash, spec.SignedWithPss), period.Start, period.End, [1]);
    }

    static X509KeyUsageFlags KeyUsage(CertificateSpec spec)
    {
        var flags = X509KeyUsageFlags.DigitalSignature;
        if (spec.Algorithm is KeyAlgorithm.Rsa2048 or KeyAlgorithm.Rsa1024)
            flags |= X509KeyUsageFlags.KeyEncipherment;
        if (spec.IsAuthority)
            flags |= X509KeyUsageFlags.KeyCertSign;
        return flags;
    }

    // SubjectAlternativeNameBuilder refuses the names that the interesting tests are about.
    static byte[] AlternativeNames(CertificateSpec spec)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in spec.DnsNames)
                writer.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            foreach (IPAddress address in spec.Addresses)
                writer.WriteOctetString(address.GetAddressBytes(), new Asn1Tag(TagClass.ContextSpecific, 7));
        }
        return writer.Encode();
    }
}
