using System.Formats.Asn1;
using System.Text;

namespace Dialtone.Tls;

/// <summary>How the file of a private key is written; the key itself is not read.</summary>
static class KeyFileFormat
{
    /// <summary>An encrypted PEM key.</summary>
    public const string EncryptedPem = "encrypted PEM";

    /// <summary>An encrypted DER key, which libpq does not read.</summary>
    public const string EncryptedDer = "encrypted PKCS#8 DER";

    /// <summary>An unencrypted PKCS#8 DER key, which Java reads.</summary>
    public const string Pkcs8Der = "PKCS#8 DER";

    /// <summary>Certificate and key in one file.</summary>
    public const string Pkcs12 = "PKCS#12";

    const int Enough = 64 * 1024;

    /// <summary>The format, or why it is not known.</summary>
    public static string Of(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var bytes = new byte[(int)Math.Min(file.Length, Enough)];
            file.ReadExactly(bytes);
            var text = Encoding.Latin1.GetString(bytes);
            var start = text.IndexOf("-----BEGIN ", StringComparison.Ordinal);
            return start < 0 ? OfDer(bytes)
                : text.Contains("ENCRYPTED", StringComparison.Ordinal) ? EncryptedPem
                : text[(start + 11)..].Split('\n')[0].Trim().TrimEnd('-') + " in PEM";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "cannot be read";
        }
    }

    static string OfDer(byte[] bytes)
    {
        try
        {
            var parts = new AsnReader(bytes, AsnEncodingRules.BER).ReadSequence();
            if (parts.PeekTag() == Asn1Tag.Sequence)
            {
                return EncryptedDer;
            }

            var version = parts.ReadInteger();
            return version == 3 ? Pkcs12
                : parts.PeekTag() == Asn1Tag.Sequence ? Pkcs8Der
                : parts.PeekTag() == Asn1Tag.PrimitiveOctetString ? "SEC1 DER"
                : "PKCS#1 DER";
        }
        catch (AsnContentException)
        {
            return "no key";
        }
    }
}
