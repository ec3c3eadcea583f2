using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dialtone.Errors;

namespace Dialtone.Tls;

/// <summary>
/// Decides whether a certificate was issued for a host, by libpq's rules and in its words: the common name counts for a DNS host without dNSName and for an
/// address without iPAddress, wildcards stand for one whole label.
/// </summary>
static class HostNameVerifier
{
    const int NamesInMessage = 8;

    /// <exception cref="DatabaseException">The certificate is for somebody else, or its names cannot be read.</exception>
    public static void Verify(X509Certificate2 certificate, string? host)
    {
        if (string.IsNullOrEmpty(host))
        {
            throw HostMissing();
        }

        var examined = new List<string>();
        try
        {
            if (!Matches(certificate, host, examined))
            {
                throw Mismatch(examined, host);
            }
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            throw TlsFailure.Refused("SSL error: certificate verify failed: the certificate's names cannot be read", null, null, exception);
        }
    }

    /// <summary>There is no name to compare with.</summary>
    public static DatabaseException HostMissing() =>
        TlsFailure.Refused(
            "host name must be specified for a verified SSL connection",
            null,
            "name the host; the numeric address alone says nothing about who the server should be"
        );

    static bool Matches(X509Certificate2 certificate, string host, List<string> examined)
    {
        var hostIsAddress = InternetAddress.IsAddress(host);
        var hostBytes = Encoding.UTF8.GetBytes(host);
        var commonNameCounts = true;
        foreach (var (isAddress, value) in SubjectNames.Alternatives(certificate))
        {
            commonNameCounts &= isAddress != hostIsAddress;
            if (isAddress ? MatchesAddress(value, host, examined) : MatchesName(value, hostBytes, examined))
            {
                return true;
            }
        }

        return commonNameCounts
            && SubjectNames.CommonName(certificate.SubjectName.RawData) is { } commonName
            && MatchesName(commonName, hostBytes, examined);
    }

    static bool MatchesName(ReadOnlySpan<byte> name, ReadOnlySpan<byte> host, List<string> examined)
    {
        if (name.Contains((byte)0))
        {
            throw TlsFailure.Refused("SSL certificate's name contains embedded null", null, "such a certificate is forged: do not connect");
        }

        examined.Add(CertificateText.Escape(name));
        return EqualsIgnoringCase(name, host) || MatchesWildcard(name, host);
    }

    /// <summary>The star stands for exactly the first label of the host; a star anywhere else is an ordinary character.</summary>
    static bool MatchesWildcard(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> host) =>
        pattern.Length >= 3
        && pattern.StartsWith("*."u8)
        && host.Length >= pattern.Length
        && EqualsIgnoringCase(pattern[1..], host[^(pattern.Length - 1)..])
        && host.IndexOf((byte)'.') >= host.Length - pattern.Length;

    static bool MatchesAddress(byte[] address, string host, List<string> examined)
    {
        if (address.Length is not (4 or 16))
        {
            throw TlsFailure.Refused($"certificate contains IP address with invalid length {address.Length}", null, null);
        }

        examined.Add(new IPAddress(address).ToString());
        var parsed =
            address.Length == 4
                ? InternetAddress.TryParseVersionFour(host, out var hostAddress)
                : InternetAddress.TryParseVersionSix(host, out hostAddress);
        return parsed && hostAddress.AsSpan().SequenceEqual(address);
    }

    /// <summary>Only ASCII letters have two cases; every other byte stands for itself.</summary>
    static bool EqualsIgnoringCase(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.Length != right.Length)
        {
            return false;
        }

        for (var index = 0; index < left.Length; index++)
        {
            if (Lower(left[index]) != Lower(right[index]))
            {
                return false;
            }
        }

        return true;
    }

    static byte Lower(byte letter) => letter is >= (byte)'A' and <= (byte)'Z' ? (byte)(letter | 0x20) : letter;

    static DatabaseException Mismatch(List<string> names, string host)
    {
        if (names.Count == 0)
        {
            return TlsFailure.Refused(
                "could not get server's host name from server certificate",
                null,
                $"have the certificate reissued with the subject alternative name \"{host}\""
            );
        }

        var others = names.Count switch
        {
            1 => "",
            2 => " (and 1 other name)",
            _ => $" (and {names.Count - 1} other names)",
        };
        var listed = string.Join(", ", names.Take(NamesInMessage)) + (names.Count > NamesInMessage ? ", …" : "");
        return TlsFailure.Refused(
            $"server certificate for \"{names[0]}\"{others} does not match host name \"{host}\"",
            names.Count == 1 ? null : $"the certificate is for {listed}",
            "connect by a name of the certificate (the numeric address may go into hostaddr), or have it reissued with this host name"
        );
    }
}
