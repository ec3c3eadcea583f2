using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>The certificates and revocation lists of a PEM file, as OpenSSL's file lookup collects them.</summary>
sealed class PemContent
{
    public List<X509Certificate2> Certificates { get; } = [];

    public List<RevocationList> RevocationLists { get; } = [];

    /// <summary>Reads every block; one damaged block spoils the file, blocks of other kinds are skipped.</summary>
    /// <exception cref="FormatException">The file cannot be used; the message is the reason.</exception>
    public static PemContent Read(ReadOnlySpan<byte> file)
    {
        var content = new PemContent();
        var reader = new PemReader(file);
        while (reader.TryRead(out var block))
        {
            content.Add(block);
        }

        return content.Certificates.Count + content.RevocationLists.Count > 0
            ? content
            : throw new FormatException("no certificate or crl found");
    }

    /// <summary>Reads the certificates of a chain file, the client's own first; <c>no start line</c> if there is none.</summary>
    /// <exception cref="FormatException">The file cannot be used; the message is the reason.</exception>
    public static List<X509Certificate2> ReadChain(ReadOnlySpan<byte> file)
    {
        var certificates = new List<X509Certificate2>();
        var reader = new PemReader(file);
        while (reader.TryRead(out var block))
        {
            if (IsCertificate(block.Label))
            {
                certificates.Add(ParseCertificate(block, certificates.Count + 1));
            }
        }

        return certificates.Count > 0 ? certificates : throw new FormatException("no start line");
    }

    void Add(PemBlock block)
    {
        if (IsCertificate(block.Label))
        {
            Certificates.Add(ParseCertificate(block, Certificates.Count + 1));
        }
        else if (block.Label == "X509 CRL")
        {
            try
            {
                RevocationLists.Add(RevocationList.Parse(block.Content));
            }
            catch (Exception exception) when (exception is AsnContentException or CryptographicException)
            {
                throw new FormatException($"revocation list {RevocationLists.Count + 1} of the file is damaged", exception);
            }
        }
    }

    static bool IsCertificate(string label) => label is "CERTIFICATE" or "X509 CERTIFICATE" or "TRUSTED CERTIFICATE";

    static X509Certificate2 ParseCertificate(PemBlock block, int number)
    {
        // Its extra settings can forbid uses; to read the certificate without them would widen the trust.
        if (block.Label == "TRUSTED CERTIFICATE")
        {
            throw new FormatException(
                $"certificate {number} of the file is an OpenSSL \"TRUSTED CERTIFICATE\", which Dialtone does not read"
            );
        }

        try
        {
            return X509CertificateLoader.LoadCertificate(block.Content);
        }
        catch (CryptographicException exception)
        {
            throw new FormatException($"certificate {number} of the file is damaged", exception);
        }
    }
}
