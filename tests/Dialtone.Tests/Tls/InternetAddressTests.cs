using System.Runtime.InteropServices;
using CsCheck;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>The C library is the oracle: libpq asks it.</summary>
public sealed class InternetAddressTests
{
    const int VersionSixOnLinux = 10;
    const int VersionSixOnMacOS = 30;

    static readonly Gen<string> Hosts = Gen.OneOf(
        Gen.Char["0123456789.xXaf "].Array[0, 12].Select(letters => new string(letters)),
        Gen.Char["0123456789abcdefABCDEF:.%[]/"].Array[0, 24].Select(letters => new string(letters)),
        Gen.OneOf(
                "0",
                "1",
                "255",
                "256",
                "0377",
                "0400",
                "0x7f",
                "0xff",
                "0x",
                "00",
                "65535",
                "65536",
                "16777215",
                "4294967295",
                "4294967296",
                "08",
                ""
            )
            .Array[1, 5]
            .Select(parts => string.Join('.', parts)),
        Gen.OneOf("0", "1", "ffff", "fffff", "::", "", "1.2.3.4", "01.2.3.4", "00db8", "db8")
            .Array[1, 9]
            .Select(parts => string.Join(':', parts))
    );

    [Fact]
    public void Reads_version_four_as_inet_aton() =>
        Hosts.Sample(
            host =>
            {
                var expected = inet_aton(host, out var address) != 0 ? BitConverter.GetBytes(address) : null;
                Assert.Equal(expected, InternetAddress.TryParseVersionFour(host, out var parsed) ? parsed : null);
            },
            iter: Unix(20_000)
        );

    [Fact]
    public void Reads_version_six_as_inet_pton() =>
        Hosts.Sample(
            host =>
            {
                var address = new byte[16];
                var expected =
                    inet_pton(OperatingSystem.IsMacOS() ? VersionSixOnMacOS : VersionSixOnLinux, host, address) == 1 ? address : null;
                Assert.Equal(expected, InternetAddress.TryParseVersionSix(host, out var parsed) ? parsed : null);
            },
            iter: Unix(20_000)
        );

    [Theory]
    [InlineData("127.1", true)]
    [InlineData("0x7f.1", true)]
    [InlineData("2130706433", true)]
    [InlineData("::1", true)]
    [InlineData("::ffff:1.2.3.4", true)]
    [InlineData("[::1]", false)]
    [InlineData("fe80::1%eth0", false)]
    [InlineData("1.2.3.4.5", false)]
    [InlineData("1.2.3.256", false)]
    [InlineData("localhost", false)]
    [InlineData("", false)]
    public void Tells_addresses_from_names(string host, bool expected) => Assert.Equal(expected, InternetAddress.IsAddress(host));

    static int Unix(int iterations)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "inet_aton is not in Windows' C library");
        return iterations;
    }

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int inet_aton([MarshalAs(UnmanagedType.LPUTF8Str)] string text, out uint address);

    [DllImport("libc", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int inet_pton(int family, [MarshalAs(UnmanagedType.LPUTF8Str)] string text, byte[] address);
}
