using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Servers.Certificates;

/// <summary>A CA: its certificate, its key, and the list of what it revoked.</summary>
sealed class CertificateAuthority
{
    // Serial numbers up to this one are revoked from the start, so the list is the same whenever it is made.
    const int RevokedSerials = 64;
    const int OwnSerial = 1000;

    readonly KeyPair key;
    int lastRevoked;
    int lastSerial = OwnSerial;

    CertificateAuthority(X509Certificate2 certificate, KeyPair key) => (Certificate, this.key) = (certificate, key);

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem() + "\n";

    public static CertificateAuthority Create(string name, KeyAlgorithm algorithm, Validity validity, CertificateAuthority? parent = null)
    {
        var key = KeyPair.Create(algorithm);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key.PublicKey, HashAlgorithmName.SHA256);
        var identifier = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true)
        );
        request.CertificateExtensions.Add(identifier);
        if (parent is not null)
            return new(parent.Sign(request, Period.Of(validity)), key);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        var (start, end) = Period.Of(validity);
        return new(request.Create(request.SubjectName, key.Signer(HashAlgorithmName.SHA256), start, end, Encode(OwnSerial)), key);
    }

    public X509Certificate2 Sign(CertificateRequest request, Period period, bool pss = false, bool revoked = false)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false));
        return request.Create(
            Certificate.SubjectName,
            key.Signer(request.HashAlgorithm, pss),
            period.Start,
            period.End,
            NextSerial(revoked)
        );
    }

    /// <summary>The revocation list as PEM; an expired one should have been replaced yesterday.</summary>
    public string RevocationList(bool expired)
    {
        var builder = new CertificateRevocationListBuilder();
        for (var serial = 1; serial <= RevokedSerials; serial++)
            builder.AddEntry(Encode(serial), Period.Now.AddDays(-2));
        var list = builder.Build(
            Certificate.SubjectName,
            key.Signer(HashAlgorithmName.SHA256),
            crlNumber: 1,
            nextUpdate: Period.Now.AddDays(expired ? -1 : 300),
            HashAlgorithmName.SHA256,
            X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Certificate, true, false),
            thisUpdate: Period.Now.AddDays(-2)
        );
        return PemEncoding.WriteString("X509 CRL", list) + "\n";
    }

    byte[] NextSerial(bool revoked)
    {
        if (!revoked)
            return Encode(Interlocked.Increment(ref lastSerial));
        var serial = Interlocked.Increment(ref lastRevoked);
        return serial <= RevokedSerials
            ? Encode(serial)
            : throw new InvalidOperationException($"Only {RevokedSerials} revoked certificates per authority were foreseen.");
    }

    static byte[] Encode(int serial) => new BigInteger(serial).ToByteArray(isUnsigned: false, isBigEndian: true);
}
