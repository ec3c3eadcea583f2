using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>Authorities with keys that .NET cannot make, so openssl issues.</summary>
public sealed class UnusualAuthorityTests : IDisposable
{
    readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("ED25519")]
    [InlineData("ED448")]
    [InlineData("RSA-PSS")]
    [InlineData("RSA")]
    public void Servers_are_verified(string algorithm)
    {
        Issue(algorithm);

        Assert.Null(Judge(null));
    }

    [Theory]
    [InlineData("RSA-PSS", false, null)]
    [InlineData("RSA-PSS", true, "was revoked by \"Root\"")]
    [InlineData("RSA", true, "was revoked by \"Root\"")]
    [InlineData("ED25519", false, "signed with an algorithm that .NET cannot verify (1.3.101.112)")]
    public void Revocation_lists_are_verified_or_refused_with_a_reason(string algorithm, bool revoked, string? expected)
    {
        Issue(algorithm);
        var entry = revoked ? $"R\t350101000000Z\t250101000000Z\t1234\tunknown\t/CN=server\n" : "";
        var configuration = folder.Write(
            "ca.cnf",
            $"[ca]\ndefault_ca=x\n[x]\ndatabase={folder.Write("index.txt", entry)}\ncrlnumber={folder.Write("number", "01\n")}\ndefault_crl_days=1\ndefault_md=default\n"
        );
        OpenSsl.Run(
            "ca",
            "-gencrl",
            "-config",
            configuration,
            "-cert",
            folder["root.crt"],
            "-keyfile",
            folder["root.key"],
            "-out",
            folder["root.crl"]
        );

        var what = Judge(TlsFiles.Revocation(folder["root.crl"]))?.What;

        Assert.Equal(expected is null, what is null);
        Assert.Contains(expected ?? "", what ?? "", StringComparison.Ordinal);
    }

    void Issue(string algorithm)
    {
        OpenSsl.Run("genpkey", "-algorithm", algorithm, "-out", folder["root.key"]);
        OpenSsl.Run("req", "-x509", "-key", folder["root.key"], "-subj", "/CN=Root", "-days", "2", "-out", folder["root.crt"]);
        OpenSsl.Run("genpkey", "-algorithm", algorithm, "-out", folder["server.key"]);
        OpenSsl.Run("req", "-new", "-key", folder["server.key"], "-subj", "/CN=server", "-out", folder["server.csr"]);
        string[] sign = ["x509", "-req", "-in", folder["server.csr"], "-CA", folder["root.crt"], "-CAkey", folder["root.key"]];
        OpenSsl.Run([.. sign, "-set_serial", "0x1234", "-days", "1", "-out", folder["server.crt"]]);
    }

    Failure? Judge(TlsFile? revocation)
    {
        var policy = TlsPolicy.Load(
            new()
            {
                Verification = TlsVerification.ChainAndName,
                RootFile = TlsFiles.Root(folder["root.crt"]),
                RevocationFile = revocation,
            }
        );
        using var leaf = X509CertificateLoader.LoadCertificateFromFile(folder["server.crt"]);
        var exception = Record.Exception(() => policy.Verify(leaf, [], "server"));
        return exception is null ? null : Assert.IsType<DatabaseException>(exception).Failure;
    }
}
