using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

/// <summary>A certificate for tests, sound or odd in any way, together with its key.</summary>
sealed class TestCertificate
{
    TestCertificate(X509Certificate2 certificate, AsymmetricAlgorithm key)
    {
        Certificate = certificate;
        Key = key;
    }

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    public AsymmetricAlgorithm Key { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public string KeyPem => Key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <summary>A self-signed CA.</summary>
    public static TestCertificate Root(string name, Action<TestCertificateOptions>? configure = null) =>
        Make(name, null, options => Configure(options, configure));

    /// <summary>A CA under this one.</summary>
    public TestCertificate Intermediate(string name, Action<TestCertificateOptions>? configure = null) =>
        Make(name, this, options => Configure(options, configure));

    /// <summary>A certificate under this one: for servers, unless configured otherwise.</summary>
    public TestCertificate Leaf(string name, Action<TestCertificateOptions>? configure = null) => Make(name, this, configure);

    /// <summary>A self-signed certificate that is no CA.</summary>
    public static TestCertificate SelfSigned(string name, Action<TestCertificateOptions>? configure = null) => Make(name, null, configure);

    /// <summary>A revocation list signed by this CA.</summary>
    public string RevocationList(
        DateTimeOffset? thisUpdate = null,
        DateTimeOffset? nextUpdate = null,
        RSASignaturePadding? padding = null,
        params TestCertificate[] revoked
    )
    {
        var builder = new CertificateRevocationListBuilder();
        foreach (var certificate in revoked)
        {
            builder.AddEntry(certificate.Certificate, DateTimeOffset.UtcNow.AddHours(-1), X509RevocationReason.KeyCompromise);
        }

        var list = builder.Build(
            Certificate,
            1,
            nextUpdate ?? DateTimeOffset.UtcNow.AddDays(1),
            HashAlgorithmName.SHA256,
            Key is RSA ? padding ?? RSASignaturePadding.Pkcs1 : null,
            thisUpdate ?? DateTimeOffset.UtcNow.AddHours(-1)
        );
        return PemEncoding.WriteString("X509 CRL", list) + "\n";
    }

    static void Configure(TestCertificateOptions options, Action<TestCertificateOptions>? configure)
    {
        options.IsAuthority = true;
        options.KeyUsage = X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign;
        options.Purposes = [];
        configure?.Invoke(options);
    }

    static TestCertificate Make(string name, TestCertificate? issuer, Action<TestCertificateOptions>? configure)
    {
        var options = new TestCertificateOptions();
        configure?.Invoke(options);
        var subject = options.Subject ?? new X500DistinguishedName($"CN={name}");
        var key = options.Key ?? ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest(subject, rsa, options.Hash, RSASignaturePadding.Pkcs1)
            : new CertificateRequest(subject, (ECDsa)key, options.Hash);
        options.AddTo(request, issuer?.Certificate);

        var signer = issuer?.Key ?? key;
        var generator =
            options.Hash == HashAlgorithmName.SHA1 ? new OldSignatureGenerator((RSA)signer)
            : signer is RSA signerRsa ? X509SignatureGenerator.CreateForRSA(signerRsa, options.SignaturePadding)
            : X509SignatureGenerator.CreateForECDsa((ECDsa)signer);
        var serial = RandomNumberGenerator.GetBytes(12);
        serial[0] = 0x11;
        var certificate = request.Create(
            options.Issuer ?? issuer?.Certificate.SubjectName ?? subject,
            generator,
            options.NotBefore,
            options.NotAfter,
            serial
        );
        if (options.IsWithoutKey)
        {
            return new(certificate, key);
        }

        return new(key is RSA own ? certificate.CopyWithPrivateKey(own) : certificate.CopyWithPrivateKey((ECDsa)key), key);
    }
}
