using System.Net;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Tls;
using Dialtone.Tls.Issuing;
using Microsoft.Extensions.Time.Testing;

namespace Dialtone.Tests.Tls.Issuing;

public sealed class CertificateAuthorityTests : IDisposable
{
    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(CertificateKeyKind.EcdsaP256, CertificateKeyKind.EcdsaP256)]
    [InlineData(CertificateKeyKind.Rsa3072, CertificateKeyKind.EcdsaP256)]
    [InlineData(CertificateKeyKind.EcdsaP256, CertificateKeyKind.Rsa3072)]
    public void Openssl_accepts_what_it_issues(CertificateKeyKind authorityKind, CertificateKeyKind kind)
    {
        using var root = CertificateAuthority.Create(new() { CommonName = "Test Root", KeyKind = authorityKind });
        using var intermediate = root.CreateIntermediate(new() { CommonName = "Test Intermediate", KeyKind = authorityKind });
        root.WriteCertificatePem(folder["root.crt"]);
        foreach (var authority in new[] { root, intermediate })
        {
            Write(authority, "server", ServerOptions() with { KeyKind = kind });
            Write(
                authority,
                "client",
                new()
                {
                    CommonName = "alice",
                    Usage = CertificateUsage.Client,
                    KeyKind = kind,
                }
            );
            foreach (var (name, purpose) in new[] { ("server", "sslserver"), ("client", "sslclient") })
            {
                OpenSsl.Run([
                    "verify",
                    "-x509_strict",
                    "-purpose",
                    purpose,
                    "-CAfile",
                    folder["root.crt"],
                    "-untrusted",
                    folder[name + ".crt"],
                    folder[name + ".crt"],
                ]);
                var opposite = purpose == "sslserver" ? "sslclient" : "sslserver";
                Assert.NotEqual(
                    0,
                    OpenSsl
                        .TryRun(
                            "verify",
                            "-purpose",
                            opposite,
                            "-CAfile",
                            folder["root.crt"],
                            "-untrusted",
                            folder[name + ".crt"],
                            folder[name + ".crt"]
                        )
                        .ExitCode
                );
                Assert.Equal(
                    OpenSsl.Run("x509", "-in", folder[name + ".crt"], "-noout", "-pubkey"),
                    OpenSsl.Run("pkey", "-in", folder[name + ".key"], "-pubout")
                );
            }

            OpenSsl.Run("x509", "-in", folder["server.crt"], "-noout", "-checkhost", "db.example");
            Assert.Contains(
                "DNS:*.db.example, IP Address:127.0.0.1",
                OpenSsl.Run("x509", "-in", folder["server.crt"], "-noout", "-text"),
                StringComparison.Ordinal
            );
        }
    }

    [Fact]
    public void A_policy_accepts_what_it_issues()
    {
        using var root = CertificateAuthority.Create(new() { CommonName = "Test Root" });
        using var intermediate = root.CreateIntermediate(new() { CommonName = "Test Intermediate" });
        using var server = intermediate.Issue(ServerOptions());
        root.WriteCertificatePem(folder["root.crt"]);
        Write(intermediate, "client", new() { CommonName = "alice", Usage = CertificateUsage.Client });
        var policy = TlsPolicy.Load(
            new()
            {
                Verification = TlsVerification.ChainAndName,
                RootFile = TlsFiles.Root(folder["root.crt"]),
                CertificateFile = TlsFiles.Certificate(folder["client.crt"]),
                KeyFile = TlsFiles.Key(folder["client.key"]),
                RefuseWeakKeys = true,
            }
        );

        policy.Verify(server.Certificate, server.Intermediates, "db.example");
        policy.Verify(server.Certificate, server.Intermediates, "127.0.0.1");
        Assert.Throws<DatabaseException>(() => policy.Verify(server.Certificate, server.Intermediates, "other"));
        Assert.Equal("CN=alice", policy.ClientCertificates[0].Subject);
        Assert.Equal(2, policy.ClientCertificates.Count);
    }

    [Fact]
    public void Dates_come_from_the_clock_and_end_with_the_issuer()
    {
        var now = new DateTimeOffset(2030, 5, 6, 7, 8, 9, TimeSpan.Zero);
        var clock = new FakeTimeProvider(now);
        using var root = CertificateAuthority.Create(new() { CommonName = "Root" }, clock);
        using var leaf = root.Issue(new() { CommonName = "leaf" });
        Assert.Equal((now.AddMinutes(-5), now.AddYears(10)), Dates(root.Certificate));
        Assert.Equal((now.AddMinutes(-5), now.AddYears(1)), Dates(leaf.Certificate));

        clock.Advance(TimeSpan.FromDays(9.5 * 365));
        using var late = root.Issue(new() { CommonName = "late" });
        Assert.Equal(now.AddYears(10), Dates(late.Certificate).NotAfter);

        using var expired = root.Issue(
            new()
            {
                CommonName = "expired",
                NotBefore = now.AddDays(-2),
                NotAfter = now.AddDays(-1),
            }
        );
        Assert.Equal((now.AddDays(-2), now.AddDays(-1)), Dates(expired.Certificate));
        Assert.Throws<ArgumentException>(() =>
            root.Issue(
                new()
                {
                    CommonName = "x",
                    NotBefore = now,
                    NotAfter = now,
                }
            )
        );
        Assert.Throws<ArgumentException>(() => root.Issue(new() { CommonName = "" }));
    }

    [Fact]
    public void Names_cannot_add_parts_to_the_subject()
    {
        using var root = CertificateAuthority.Create(new() { CommonName = "Root, O=Other" });

        Assert.Equal("CN=\"Root, O=Other\"", root.Certificate.Subject);
    }

    [Fact]
    public void Keys_are_for_their_owner_only_and_nothing_is_overwritten_by_accident()
    {
        using var root = CertificateAuthority.Create(new() { CommonName = "Root" });
        root.WritePem(folder["root.crt"], folder["root.key"]);
        Assert.Equal("600", Mode("root.key"));
        Assert.Equal("644", Mode("root.crt"));
        var before = File.ReadAllText(folder["root.key"]);

        using var other = CertificateAuthority.Create(new() { CommonName = "Other" });
        var failure = Assert.Throws<DatabaseException>(() => other.WritePem(folder["new.crt"], folder["root.key"])).Failure;
        Assert.Equal($"file \"{folder["root.key"]}\" exists already", failure.What);
        Assert.Throws<DatabaseException>(() => other.WritePem(folder["root.crt"], folder["new.key"]));
        Assert.Throws<DatabaseException>(() => other.WriteCertificatePem(folder["root.crt"]));
        Assert.Equal(before, File.ReadAllText(folder["root.key"]));
        Assert.False(File.Exists(folder["new.key"]));

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                folder["root.key"],
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
            );
        }

        other.WritePem(folder["root.crt"], folder["root.key"], overwrite: true);
        Assert.NotEqual(before, File.ReadAllText(folder["root.key"]));
        Assert.Equal("600", Mode("root.key"));
        Assert.Equal(["root.crt", "root.key"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_link_is_not_followed_and_a_folder_that_is_missing_is_an_error()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var root = CertificateAuthority.Create(new() { CommonName = "Root" });
        File.CreateSymbolicLink(folder["link.key"], folder["elsewhere"]);

        Assert.Throws<DatabaseException>(() => root.WritePem(folder["root.crt"], folder["link.key"]));
        Assert.Throws<DatabaseException>(() => root.WritePem(folder["none/root.crt"], folder["none/root.key"]));
        Assert.False(File.Exists(folder["elsewhere"]));
    }

    [Fact]
    public void Is_taken_up_again_from_its_files()
    {
        using (var made = CertificateAuthority.Create(new() { CommonName = "Root" }))
        {
            using var below = made.CreateIntermediate(new() { CommonName = "Below" });
            made.WriteCertificatePem(folder["root.crt"]);
            below.WritePem(folder["below.crt"], folder["below.key"]);
        }

        using var authority = CertificateAuthority.Load(folder["below.crt"], folder["below.key"]);
        Write(authority, "server", ServerOptions());

        OpenSsl.Run("verify", "-CAfile", folder["root.crt"], "-untrusted", folder["server.crt"], folder["server.crt"]);
        Assert.Throws<DatabaseException>(() => CertificateAuthority.Load(folder["none"], folder["below.key"]));
        Assert.Throws<DatabaseException>(() => CertificateAuthority.Load(folder["root.crt"], folder["below.key"]));
    }

    [Fact]
    public void Serial_numbers_are_positive_and_differ()
    {
        using var root = CertificateAuthority.Create(new() { CommonName = "Root" });
        var serials = Enumerable
            .Range(0, 50)
            .Select(_ => root.Issue(new() { CommonName = "x" }).Certificate.SerialNumberBytes.ToArray())
            .ToArray();

        Assert.All(serials, serial => Assert.True(serial[0] is >= 0x40 and < 0x80));
        Assert.Equal(50, serials.Select(Convert.ToHexString).Distinct().Count());
    }

    static CertificateOptions ServerOptions() =>
        new()
        {
            CommonName = "db.example",
            DnsNames = ["db.example", "*.db.example"],
            IpAddresses = [IPAddress.Loopback],
            Usage = CertificateUsage.Server,
        };

    void Write(CertificateAuthority authority, string name, CertificateOptions options)
    {
        using var issued = authority.Issue(options);
        issued.WritePem(folder[name + ".crt"], folder[name + ".key"], overwrite: true);
    }

    string Mode(string name) => OperatingSystem.IsWindows() ? "600" : Convert.ToString((int)File.GetUnixFileMode(folder[name]), 8);

    static (DateTimeOffset NotBefore, DateTimeOffset NotAfter) Dates(X509Certificate2 certificate) =>
        (new(certificate.NotBefore.ToUniversalTime()), new(certificate.NotAfter.ToUniversalTime()));
}
