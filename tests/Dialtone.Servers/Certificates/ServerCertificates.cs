using System.Net;
using System.Security.Cryptography;

namespace Dialtone.Servers.Certificates;

/// <summary>What each of the usual server certificates is.</summary>
static class ServerCertificates
{
    static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    public static CertificateSpec Spec(ServerCertificate kind)
    {
        var good = new CertificateSpec
        {
            Name = $"server-{kind}",
            Subject = "CN=localhost",
            DnsNames = ["localhost"],
            Addresses = Loopback,
        };
        var unnamed = good with { DnsNames = [], Addresses = [] };
        return kind switch
        {
            ServerCertificate.Good => good,
            ServerCertificate.Rsa => good with { Algorithm = KeyAlgorithm.Rsa2048 },
            ServerCertificate.WrongName => unnamed with { Subject = "CN=wrong.example", DnsNames = ["wrong.example"] },
            ServerCertificate.Expired => good with { Validity = Validity.Expired },
            ServerCertificate.NotYetValid => good with { Validity = Validity.NotYetValid },
            ServerCertificate.UnknownAuthority => good with { Issuer = CertificateIssuer.Other },
            ServerCertificate.SelfSigned => good with { Issuer = CertificateIssuer.Self },
            ServerCertificate.SelfSignedAuthority => good with { Issuer = CertificateIssuer.Self, IsAuthority = true },
            ServerCertificate.Wildcard => unnamed with { Subject = "CN=wildcard", DnsNames = ["*.localhost"] },
            ServerCertificate.WildcardCommonName => unnamed with { Subject = "CN=*.localhost" },
            ServerCertificate.PartialWildcard => unnamed with { Subject = "CN=wildcard", DnsNames = ["d*.localhost"] },
            ServerCertificate.UppercaseName => unnamed with { Subject = "CN=upper", DnsNames = ["LOCALHOST"] },
            ServerCertificate.AddressOnly => unnamed with { Subject = "CN=address", Addresses = Loopback },
            ServerCertificate.AddressAsDnsName => unnamed with { Subject = "CN=address", DnsNames = ["127.0.0.1"] },
            ServerCertificate.AddressCommonName => unnamed with { Subject = "CN=127.0.0.1" },
            ServerCertificate.AddressCommonNameOverruled => unnamed with
            {
                Subject = "CN=127.0.0.1",
                Addresses = [IPAddress.Parse("10.0.0.1")],
            },
            ServerCertificate.CommonNameOnly => unnamed,
            ServerCertificate.CommonNameOverruled => unnamed with { DnsNames = ["other.example"] },
            ServerCertificate.CommonNameIrrelevant => good with { Subject = "CN=other.example" },
            ServerCertificate.NoNames => unnamed with { Subject = "O=Nameless" },
            ServerCertificate.Revoked => good with { IsRevoked = true },
            ServerCertificate.LeafOfIntermediate => good with { Issuer = CertificateIssuer.Intermediate },
            ServerCertificate.ChainOfIntermediate => good with { Issuer = CertificateIssuer.Intermediate, WithChain = true },
            ServerCertificate.ExpiredAuthority => good with { Issuer = CertificateIssuer.ExpiredRoot },
            ServerCertificate.ClientUsageOnly => good with { Usage = CertificateUsage.Client },
            ServerCertificate.NoUsage => good with { Usage = CertificateUsage.Unrestricted },
            ServerCertificate.MarkedAsAuthority => good with { IsAuthority = true },
            ServerCertificate.PssSigned => good with { SignedWithPss = true },
            ServerCertificate.Sha512Signed => good with { Hash = HashAlgorithmName.SHA512 },
            ServerCertificate.Sha1Signed => good with { Hash = HashAlgorithmName.SHA1 },
            ServerCertificate.WeakKey => good with { Algorithm = KeyAlgorithm.Rsa1024 },
            ServerCertificate.Ed25519 => good with { Algorithm = KeyAlgorithm.Ed25519 },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such server certificate."),
        };
    }
}
