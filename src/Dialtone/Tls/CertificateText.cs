using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dialtone.Tls;

/// <summary>Turns what certificates say into text for messages. A certificate is written by a stranger, so nothing of it reaches a terminal unescaped.</summary>
static class CertificateText
{
    const int MaximumLength = 256;

    /// <summary>The name by which a person knows the certificate: the common name, else the whole subject.</summary>
    public static string NameOf(X509Certificate2 certificate) => NameOf(certificate.SubjectName);

    /// <inheritdoc cref="NameOf(X509Certificate2)"/>
    public static string NameOf(X500DistinguishedName name) =>
        SubjectNames.CommonName(name.RawData) is { Length: > 0 } commonName ? Escape(commonName) : Escape(name.Name);

    /// <summary>Bytes of a name, most likely UTF-8 or ASCII.</summary>
    public static string Escape(ReadOnlySpan<byte> text) => Escape(Encoding.UTF8.GetString(text));

    /// <summary>The text with control, format and unpaired characters as <c>\u…</c>, cut where nobody reads on.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (escaped.Length >= MaximumLength)
            {
                return escaped.Append('…').ToString();
            }

            _ = IsPlain(rune) ? escaped.Append(rune) : escaped.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
        }

        return escaped.ToString();
    }

    /// <summary>A point in time, in UTC.</summary>
    public static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Time(DateTimeOffset)"/>
    public static string Time(DateTime localTime) => Time(new DateTimeOffset(localTime.ToUniversalTime()));

    /// <summary>Whether a character shows itself and does nothing else.</summary>
    public static bool IsPlain(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.Surrogate
            );
}
