using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

/// <summary>Everything that a test may want to be odd about a certificate.</summary>
sealed class TestCertificateOptions
{
    public const string ServerPurpose = "1.3.6.1.5.5.7.3.1";
    public const string ClientPurpose = "1.3.6.1.5.5.7.3.2";
    public const string AnyPurpose = "2.5.29.37.0";

    public X500DistinguishedName? Subject { get; set; }
    public X500DistinguishedName? Issuer { get; set; }
    public AsymmetricAlgorithm? Key { get; set; }
    public HashAlgorithmName Hash { get; set; } = HashAlgorithmName.SHA256;
    public RSASignaturePadding SignaturePadding { get; set; } = RSASignaturePadding.Pkcs1;
    public DateTimeOffset NotBefore { get; set; } = DateTimeOffset.UtcNow.AddDays(-1);
    public DateTimeOffset NotAfter { get; set; } = DateTimeOffset.UtcNow.AddDays(30);
    public bool? IsAuthority { get; set; }
    public int? PathLength { get; set; }
    public X509KeyUsageFlags? KeyUsage { get; set; }
    public string[] Purposes { get; set; } = [ServerPurpose];

    /// <summary>Alternative names in order: text is a dNSName, bytes are an iPAddress.</summary>
    public List<object> Names { get; } = [];

    public List<X509Extension> Extensions { get; } = [];

    /// <summary>For certificates too odd to be joined with a key.</summary>
    public bool IsWithoutKey { get; set; }

    public void AddTo(CertificateRequest request, X509Certificate2? issuer)
    {
        if (IsAuthority is { } isAuthority)
        {
            request.CertificateExtensions.Add(
                new X509BasicConstraintsExtension(isAuthority, PathLength is not null, PathLength ?? 0, true)
            );
        }

        if (KeyUsage is { } usage)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        }

        if (Purposes.Length > 0)
        {
            var purposes = new OidCollection();
            Array.ForEach(Purposes, purpose => purposes.Add(new Oid(purpose)));
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, false));
        }

        if (Names.Count > 0)
        {
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", EncodeNames(), false));
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        if (issuer is not null)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, true, false));
        }

        Extensions.ForEach(request.CertificateExtensions.Add);
    }

    byte[] EncodeNames()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var name in Names)
            {
                var isText = name is string;
                writer.WriteOctetString(
                    isText ? System.Text.Encoding.Latin1.GetBytes((string)name) : (byte[])name,
                    new Asn1Tag(TagClass.ContextSpecific, isText ? 2 : 7)
                );
            }
        }

        return writer.Encode();
    }
}
