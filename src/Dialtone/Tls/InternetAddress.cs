using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Dialtone.Tls;

/// <summary>
/// Reads addresses as <c>inet_aton</c> and <c>inet_pton</c> do, because libpq decides with them what is an address. .NET's reader also takes brackets and scopes.
/// </summary>
static class InternetAddress
{
    static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\n\v\f\r");
    static readonly SearchValues<char> VersionSixCharacters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>Whether libpq takes the host for an address and not for a name.</summary>
    public static bool IsAddress(string host) => TryParseVersionFour(host, out _) || TryParseVersionSix(host, out _);

    /// <summary><c>inet_aton</c>: one to four numbers in decimal, octal or hexadecimal, the last one filling up; blanks end the text.</summary>
    public static bool TryParseVersionFour(string host, out byte[] address)
    {
        address = [];
        var text = host.AsSpan();
        if (text.IndexOfAny(Blanks) is >= 0 and var blank)
        {
            text = text[..blank];
        }

        Span<uint> numbers = stackalloc uint[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            if (count == 4 || !TryParseNumber(text[range], out numbers[count]))
            {
                return false;
            }

            count++;
        }

        var value = numbers[count - 1];
        if (count > 1 && value >= 1UL << (8 * (5 - count)))
        {
            return false;
        }

        for (var index = 0; index < count - 1; index++)
        {
            if (numbers[index] > byte.MaxValue)
            {
                return false;
            }

            value |= numbers[index] << (24 - (8 * index));
        }

        address = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(address, value);
        return true;
    }

    /// <summary><c>inet_pton(AF_INET6)</c>: no brackets, no scope, no port.</summary>
    public static bool TryParseVersionSix(string host, out byte[] address)
    {
        if (
            host.Contains(':')
            && !host.AsSpan().ContainsAnyExcept(VersionSixCharacters)
            && IPAddress.TryParse(host, out var parsed)
            && parsed.AddressFamily == AddressFamily.InterNetworkV6
        )
        {
            address = parsed.GetAddressBytes();
            return true;
        }

        address = [];
        return false;
    }

    static bool TryParseNumber(ReadOnlySpan<char> digits, out uint number)
    {
        number = 0;
        if (digits.IsEmpty)
        {
            return false;
        }

        var radix = 10u;
        if (digits[0] == '0')
        {
            radix = digits.Length > 1 && digits[1] is 'x' or 'X' ? 16u : 8u;
            digits = radix == 16 ? digits[2..] : digits;
        }

        ulong value = 0;
        foreach (var digit in digits)
        {
            var worth = char.IsAsciiHexDigit(digit) ? (uint)Convert.ToInt32(digit.ToString(), 16) : uint.MaxValue;
            value = (value * radix) + worth;
            if (worth >= radix || value > uint.MaxValue)
            {
                return false;
            }
        }

        number = (uint)value;
        return !digits.IsEmpty;
    }
}
