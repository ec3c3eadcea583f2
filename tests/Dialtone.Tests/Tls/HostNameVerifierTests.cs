using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class HostNameVerifierTests
{
    const string NoName = "could not get server's host name from server certificate";

    /// <summary>Common name, alternative names (an address in brackets is an iPAddress), host, libpq's verdict: nothing if it accepts.</summary>
    public static TheoryData<string?, string[], string, string?> Cases =>
        new()
        {
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "localhost", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "LOCALHOST", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "localhost.", Mismatch("localhost", 2, "localhost.") },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "127.0.0.1", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "127.1", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "0x7f000001", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "0177.0.0.1", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "::1", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "0:0::0001", null },
            { null, ["localhost", "[127.0.0.1]", "[::1]"], "::2", Mismatch("localhost", 2, "::2") },
            { null, ["localhost", "other"], "nosuch.invalid", Mismatch("localhost", 1, "nosuch.invalid") },
            { "localhost", [], "localhost", null },
            { "LocalHost", [], "localhost", null },
            { "localhost", ["other.example"], "localhost", Mismatch("other.example", 0, "localhost") },
            { "other.example", ["localhost"], "localhost", null },
            { null, [], "localhost", NoName },
            { "", [], "localhost", Mismatch("", 0, "localhost") },
            { "x", ["[127.0.0.1]"], "localhost", Mismatch("127.0.0.1", 1, "localhost") },
            { null, ["[127.0.0.1]"], "localhost", Mismatch("127.0.0.1", 0, "localhost") },
            { "localhost", ["[10.0.0.1]"], "localhost", null },
            { "x", ["127.0.0.1"], "127.0.0.1", null },
            { "127.0.0.1", [], "127.0.0.1", null },
            { "127.0.0.1", ["db"], "127.0.0.1", null },
            { "127.0.0.1", ["[10.0.0.1]"], "127.0.0.1", Mismatch("10.0.0.1", 0, "127.0.0.1") },
            { "127.0.0.1", [], "127.1", Mismatch("127.0.0.1", 0, "127.1") },
            { null, ["*.localhost"], "db.localhost", null },
            { null, ["*.LOCALHOST"], "Db.localHost", null },
            { null, ["*.localhost"], "a.b.localhost", Mismatch("*.localhost", 0, "a.b.localhost") },
            { null, ["*.localhost"], "localhost", Mismatch("*.localhost", 0, "localhost") },
            { null, ["*.localhost"], ".localhost", Mismatch("*.localhost", 0, ".localhost") },
            { "*.localhost", [], "db.localhost", null },
            { null, ["d*.localhost"], "db.localhost", Mismatch("d*.localhost", 0, "db.localhost") },
            { null, ["*b.localhost"], "db.localhost", Mismatch("*b.localhost", 0, "db.localhost") },
            { null, ["a.*.com"], "a.b.com", Mismatch("a.*.com", 0, "a.b.com") },
            { null, ["*"], "db", Mismatch("*", 0, "db") },
            { null, ["*."], "db.", Mismatch("*.", 0, "db.") },
            { null, ["*.c"], "db.c", null },
            { null, ["*.*.c"], "a.b.c", Mismatch("*.*.c", 0, "a.b.c") },
            { "*.0.0.1", [], "127.0.0.1", null },
            { "x", ["*.0.0.1"], "127.0.0.1", null },
            { null, ["local\0host"], "localhost", "SSL certificate's name contains embedded null" },
            { null, ["localhost\0"], "localhost", "SSL certificate's name contains embedded null" },
            { null, ["localhost", "evil\0"], "localhost", null },
            { "a\0b", [], "a", "SSL certificate's name contains embedded null" },
            { "x", ["[5 bytes]"], "x", "certificate contains IP address with invalid length 5" },
            { null, ["db", "[5 bytes]"], "db", null },
            { null, ["[2001:db8::1]"], "2001:DB8:0::1", null },
            { null, ["[2001:db8::1]"], "2001:db8::2", Mismatch("2001:db8::1", 0, "2001:db8::2") },
            { null, ["[::ffff:1.2.3.4]"], "::ffff:1.2.3.4", null },
            { null, ["[::ffff:1.2.3.4]"], "1.2.3.4", Mismatch("::ffff:1.2.3.4", 0, "1.2.3.4") },
            { "b\u00fccher", [], "b\u00fccher", null },
            { "B\u00dcCHER", [], "b\u00fccher", Mismatch("B\u00dcCHER", 0, "b\u00fccher") },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Decides_by_the_rules_of_libpq(string? commonName, string[] names, string host, string? expected) =>
        Assert.Equal(expected, Verdict(Make(commonName, names).Certificate, host));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Libpq_says_the_same(string? commonName, string[] names, string host, string? expected) =>
        Assert.Equal(expected, await AskLibpqAsync(Make(commonName, names), host));

    /// <summary>Names and hosts of few letters, so that they meet often.</summary>
    [Fact]
    public async Task Libpq_says_the_same_of_any_names()
    {
        var text = Gen.OneOf("a", "b", "*", ".", "*.", "1", "127.0.0.1", "A").Array[1, 4].Select(string.Concat);
        var name = Gen.OneOf(text, text, Gen.OneOf("[127.0.0.1]", "[::1]", "[1.0.0.1]"));
        var host = Gen.OneOf(text, Gen.OneOf("127.1", "::1", "1.1", "a.b", "b.a.b", "127.0.0.1"))
            .Where(value => value[0] is not ('/' or '@'));
        var cases = Gen.Select(Gen.Null(text, 0.3), name.Array[0, 3], host).Array[60].Single();
        foreach (var (commonName, names, target) in cases)
        {
            var made = Make(commonName, names);
            Assert.Equal(await AskLibpqAsync(made, target), Verdict(made.Certificate, target));
        }
    }

    [Fact]
    public void A_host_is_needed()
    {
        var certificate = Make("x", []).Certificate;
        Assert.Equal("host name must be specified for a verified SSL connection", Verdict(certificate, ""));
        Assert.Equal("host name must be specified for a verified SSL connection", Verdict(certificate, null));
    }

    [Fact]
    public void Only_the_first_common_name_counts()
    {
        var certificate = TestCertificate.SelfSigned("x", options => options.Subject = new X500DistinguishedName("CN=b, O=x, CN=a"));
        var first = certificate
            .Certificate.SubjectName.EnumerateRelativeDistinguishedNames(reversed: false)
            .First()
            .GetSingleElementValue()!;

        Assert.Null(Verdict(certificate.Certificate, first));
        Assert.NotNull(Verdict(certificate.Certificate, first == "a" ? "b" : "a"));
    }

    [Fact]
    public void Names_are_escaped_in_messages()
    {
        var certificate = Make(null, ["\u001b[2Jevil\r\nline"]).Certificate;

        Assert.Equal(Mismatch(@"\u001b[2Jevil\u000d\u000aline", 0, "db"), Verdict(certificate, "db"));
    }

    [Theory]
    [InlineData("3003020100")]
    [InlineData("30")]
    [InlineData("3005820374")]
    public void Damaged_names_are_refused(string extension)
    {
        var damaged = new X509Extension("2.5.29.17", Convert.FromHexString(extension), false);
        var certificate = TestCertificate.SelfSigned("db", options => options.Extensions.Add(damaged)).Certificate;

        Assert.Equal("SSL error: certificate verify failed: the certificate's names cannot be read", Verdict(certificate, "db"));
    }

    static string Mismatch(string name, int others, string host) =>
        $"server certificate for \"{name}\""
        + others switch
        {
            0 => "",
            1 => " (and 1 other name)",
            _ => $" (and {others} other names)",
        }
        + $" does not match host name \"{host}\"";

    static string? Verdict(X509Certificate2 certificate, string? host)
    {
        var exception = Record.Exception(() => HostNameVerifier.Verify(certificate, host));
        return exception is null ? null : Assert.IsType<DatabaseException>(exception).Failure.What;
    }

    static async Task<string?> AskLibpqAsync(TestCertificate certificate, string host)
    {
        using var folder = new TestFolder();
        await using var server = new FakePostgresServer(certificate);
        return await Libpq.ConnectAsync(
            new()
            {
                ["host"] = host,
                ["hostaddr"] = "127.0.0.1",
                ["port"] = $"{server.Port}",
                ["sslmode"] = "verify-full",
                ["sslrootcert"] = folder.Write("root.crt", certificate.Pem),
            }
        );
    }

    static TestCertificate Make(string? commonName, string[] names) =>
        TestCertificate.SelfSigned(
            "",
            options =>
            {
                options.Subject = Subject(commonName);
                options.Names.AddRange(
                    names.Select(name =>
                        name == "[5 bytes]" ? new byte[5]
                        : name.StartsWith('[') ? (object)IPAddress.Parse(name[1..^1]).GetAddressBytes()
                        : name
                    )
                );
            }
        );

    static X500DistinguishedName Subject(string? commonName)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSetOf())
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(commonName is null ? "2.5.4.10" : "2.5.4.3");
            writer.WriteCharacterString(UniversalTagNumber.UTF8String, commonName ?? "Somebody");
        }

        return new(writer.Encode());
    }
}
