using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>What a server presents and what a client trusts: judged by the policy and by openssl.</summary>
sealed record ServerChain(TestCertificate Leaf, TestCertificate[] Presented, TestCertificate[] Trusted)
{
    /// <summary>The policy's verdict: nothing if it accepts.</summary>
    public Failure? Judge(TestFolder folder, Func<TlsSettings, TlsSettings>? configure = null)
    {
        var settings = new TlsSettings { Verification = TlsVerification.Chain, RootFile = TlsFiles.Root(WriteRoots(folder)) };
        var policy = TlsPolicy.Load(configure?.Invoke(settings) ?? settings);
        using var leaf = X509CertificateLoader.LoadCertificate(Leaf.Certificate.RawData);
        var exception = Record.Exception(() => policy.Verify(leaf, Presented.Select(certificate => certificate.Certificate), null));
        return exception is null ? null : Assert.IsType<DatabaseException>(exception).Failure;
    }

    /// <summary>openssl's verdict: nothing if it accepts.</summary>
    public string? AskOpenSsl(TestFolder folder, params string[] options)
    {
        var untrusted = folder.Write("untrusted.pem", string.Concat(Presented.Select(certificate => certificate.Pem)));
        string[] arguments =
        [
            "verify",
            "-purpose",
            "sslserver",
            "-no-CApath",
            "-no-CAstore",
            "-CAfile",
            WriteRoots(folder),
            .. Presented.Length > 0 ? new[] { "-untrusted", untrusted } : [],
            .. options,
            folder.Write("leaf.pem", Leaf.Pem),
        ];
        var (exitCode, output) = OpenSsl.TryRun(arguments);
        return exitCode == 0 ? null : output;
    }

    string WriteRoots(TestFolder folder) => folder.Write("root.crt", string.Concat(Trusted.Select(certificate => certificate.Pem)));
}
