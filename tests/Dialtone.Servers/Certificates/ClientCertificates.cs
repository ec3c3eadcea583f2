namespace Dialtone.Servers.Certificates;

/// <summary>What each of the usual client certificates is.</summary>
static class ClientCertificates
{
    public static CertificateSpec Good(string commonName) =>
        new()
        {
            Name = $"client-{commonName}",
            Subject = $"CN={commonName}",
            Usage = CertificateUsage.Client,
        };

    public static CertificateSpec Spec(ClientCertificate kind)
    {
        var good = Good(Pki.Alice) with { Name = $"client-{Pki.Alice}-{kind}" };
        return kind switch
        {
            ClientCertificate.UnknownAuthority => good with { Issuer = CertificateIssuer.Other },
            ClientCertificate.Expired => good with { Validity = Validity.Expired },
            ClientCertificate.NotYetValid => good with { Validity = Validity.NotYetValid },
            ClientCertificate.Revoked => good with { IsRevoked = true },
            ClientCertificate.ServerUsageOnly => good with { Usage = CertificateUsage.Server },
            ClientCertificate.NoUsage => good with { Usage = CertificateUsage.Unrestricted },
            ClientCertificate.LeafOfIntermediate => good with { Issuer = CertificateIssuer.Intermediate },
            ClientCertificate.ChainOfIntermediate => good with { Issuer = CertificateIssuer.Intermediate, WithChain = true },
            ClientCertificate.Rsa => good with { Algorithm = KeyAlgorithm.Rsa2048 },
            ClientCertificate.Ed25519 => good with { Algorithm = KeyAlgorithm.Ed25519 },
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such client certificate."),
        };
    }
}
