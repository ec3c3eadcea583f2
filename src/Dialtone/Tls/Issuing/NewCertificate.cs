using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls.Issuing;

/// <summary>A certificate in the making: its key, its name and its extensions.</summary>
sealed class NewCertificate
{
    readonly AsymmetricAlgorithm key;
    readonly CertificateRequest request;

    /// <exception cref="ArgumentException">The common name is empty.</exception>
    public NewCertificate(CertificateOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(options.CommonName, nameof(options));
        var builder = new X500DistinguishedNameBuilder();
        builder.AddCommonName(options.CommonName);
        Name = builder.Build();
        if (options.KeyKind == CertificateKeyKind.Rsa3072)
        {
            var rsa = RSA.Create(3072);
            key = rsa;
            request = new(Name, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        else
        {
            var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            key = ecdsa;
            request = new(Name, ecdsa, HashAlgorithmName.SHA256);
        }

        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
    }

    /// <summary>The subject.</summary>
    public X500DistinguishedName Name { get; }

    /// <summary>What allows to issue certificates and revocation lists.</summary>
    public void AddAuthorityExtensions()
    {
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
    }

    /// <summary>Usage and names of a server or client.</summary>
    public void AddLeafExtensions(CertificateOptions options)
    {
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity(critical: true));
        var usage = X509KeyUsageFlags.DigitalSignature | (key is RSA ? X509KeyUsageFlags.KeyEncipherment : 0);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        if (options.Usage != CertificateUsage.None)
        {
            var purpose = new Oid(options.Usage == CertificateUsage.Server ? "1.3.6.1.5.5.7.3.1" : "1.3.6.1.5.5.7.3.2");
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([purpose], false));
        }

        if (options.DnsNames.Count + options.IpAddresses.Count > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var name in options.DnsNames)
            {
                names.AddDnsName(name);
            }

            foreach (var address in options.IpAddresses)
            {
                names.AddIpAddress(address);
            }

            request.CertificateExtensions.Add(names.Build());
        }
    }

    /// <summary>Points to the issuer's key.</summary>
    public void AddIssuer(X509Certificate2 issuer) =>
        request.CertificateExtensions.Add(
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false)
        );

    /// <summary>Signs with the certificate's own key.</summary>
    public X509SignatureGenerator CreateGenerator() => CreateGenerator(key);

    /// <summary>Signs with the issuer's key.</summary>
    public static X509SignatureGenerator CreateGenerator(X509Certificate2 issuer) =>
        CreateGenerator((AsymmetricAlgorithm?)issuer.GetECDsaPrivateKey() ?? issuer.GetRSAPrivateKey()!);

    /// <summary>Makes the certificate and joins it with its key.</summary>
    public X509Certificate2 Sign(
        X500DistinguishedName issuer,
        X509SignatureGenerator generator,
        DateTimeOffset notBefore,
        DateTimeOffset notAfter,
        byte[] serial
    )
    {
        using var certificate = request.Create(issuer, generator, notBefore, notAfter, serial);
        return key is RSA rsa ? certificate.CopyWithPrivateKey(rsa) : certificate.CopyWithPrivateKey((ECDsa)key);
    }

    static X509SignatureGenerator CreateGenerator(AsymmetricAlgorithm key) =>
        key is RSA rsa
            ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)key);
}
