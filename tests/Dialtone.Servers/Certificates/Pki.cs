using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Certificates;

/// <summary>
/// Everything TLS needs, made when it is asked for and gone when disposed: authorities, server and client certificates, revocation lists. Nothing is
/// checked in, nothing is shared between test processes.
/// </summary>
public sealed class Pki : IDisposable
{
    /// <summary>The user that most client certificates are for.</summary>
    public const string Alice = "alice";

    /// <summary>Opens every encrypted key and PKCS#12 file here.</summary>
    public const string KeyPassword = "key password";

    readonly TemporaryFolder folder = new();
    readonly ConcurrentDictionary<CertificateIssuer, Lazy<CertificateAuthority>> authorities = new();
    readonly ConcurrentDictionary<string, Lazy<CertificateFiles>> certificates = new();
    readonly ConcurrentDictionary<string, Lazy<string>> files = new();

    /// <summary>The root that tests trust, PEM.</summary>
    public string Root => Authority(CertificateIssuer.Root);

    /// <summary>The same as DER, which libpq does not read.</summary>
    public string RootDer =>
        Once("root.der", path => File.WriteAllBytes(path, GetAuthority(CertificateIssuer.Root).Certificate.Export(X509ContentType.Cert)));

    /// <summary>Where a test may put files of its own.</summary>
    public string Folder => folder.Location;

    /// <summary>The certificate of an authority, PEM.</summary>
    public string Authority(CertificateIssuer issuer) => Bundle(issuer);

    /// <summary>The certificates of several authorities in one PEM file, in this order.</summary>
    public string Bundle(params IReadOnlyList<CertificateIssuer> issuers) =>
        Once(
            $"authority-{string.Join('-', issuers)}.crt",
            path => File.WriteAllText(path, string.Concat(issuers.Select(issuer => GetAuthority(issuer).Pem)))
        );

    public CertificateFiles Server(ServerCertificate kind) => Issue(ServerCertificates.Spec(kind));

    /// <summary>A good client certificate for any user.</summary>
    public CertificateFiles Client(string user) => Issue(ClientCertificates.Good(user));

    /// <summary>A client certificate for alice with something about it.</summary>
    public CertificateFiles Client(ClientCertificate kind) =>
        kind == ClientCertificate.MismatchedKey ? new(Client(Alice).Certificate, Client("bob").Key) : Issue(ClientCertificates.Spec(kind));

    /// <summary>A good client certificate for alice with its key in a format.</summary>
    public CertificateFiles Client(KeyFormat format)
    {
        var source = KeyWriter.IsForRsa(format) ? Client(ClientCertificate.Rsa) : Client(Alice);
        var path = Once(
            $"client-{Alice}-{format}.key",
            path => WriteSecret(path, KeyWriter.Write(format, File.ReadAllText(source.Certificate), File.ReadAllText(source.Key)))
        );
        return new(KeyWriter.HoldsCertificate(format) ? path : source.Certificate, path)
        {
            Password = KeyWriter.IsEncrypted(format) ? KeyPassword : null,
        };
    }

    /// <summary>
    /// A good client certificate for alice whose key file has these permissions, and on request belongs to the account that runs the servers (which only
    /// root can arrange).
    /// </summary>
    public CertificateFiles ClientWithKeyMode(UnixFileMode mode, bool ofServiceAccount = false)
    {
        var source = Client(Alice);
        var path = Once(
            $"client-{Alice}-{Convert.ToString((int)mode, 8)}{(ofServiceAccount ? "-service" : "")}.key",
            path =>
            {
                File.Copy(source.Key, path);
                if (ofServiceAccount)
                    ServiceAccount.Current.Own(path);
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, mode);
            }
        );
        return source with { Key = path };
    }

    /// <summary>Makes a certificate of any kind, once per name.</summary>
    public CertificateFiles Issue(CertificateSpec spec) => certificates.GetOrAdd(spec.Name, _ => new(() => Create(spec))).Value;

    /// <summary>A PEM file of revocation lists. Every certificate marked as revoked is in its issuer's list, whenever it is made.</summary>
    public string Crl(RevocationList kind) => Once($"crl-{kind}.pem", path => File.WriteAllText(path, string.Concat(Lists(kind))));

    /// <summary>The same as a folder of files named by hash, for <c>sslcrldir</c>.</summary>
    public string CrlDirectory(RevocationList kind) =>
        Once(
            $"crl-{kind}",
            path =>
            {
                Directory.CreateDirectory(path);
                foreach (var (index, list) in Lists(kind).Index())
                    File.WriteAllText(Path.Combine(path, $"{index}.pem"), list);
                OpenSsl.Run(["rehash", path]);
            }
        );

    public void Dispose() => folder.Dispose();

    IEnumerable<string> Lists(RevocationList kind)
    {
        CertificateIssuer[] issuers = kind switch
        {
            RevocationList.RootOnly => [CertificateIssuer.Root],
            RevocationList.OfOtherAuthority => [CertificateIssuer.Other],
            _ => [CertificateIssuer.Root, CertificateIssuer.Intermediate],
        };
        return issuers.Select(issuer => GetAuthority(issuer).RevocationList(expired: kind == RevocationList.Expired));
    }

    CertificateFiles Create(CertificateSpec spec)
    {
        var key = KeyPair.Create(spec.Algorithm);
        var issuer = spec.Issuer == CertificateIssuer.Self ? null : GetAuthority(spec.Issuer);
        var pem = CertificateFactory.Create(spec, key, issuer).ExportCertificatePem() + "\n";
        if (spec.WithChain)
            pem += issuer!.Pem;
        var result = new CertificateFiles(folder[$"{spec.Name}.crt"], folder[$"{spec.Name}.key"]);
        File.WriteAllText(result.Certificate, pem);
        WriteSecret(result.Key, Encoding.ASCII.GetBytes(key.Pkcs8Pem + "\n"));
        return result;
    }

    CertificateAuthority GetAuthority(CertificateIssuer issuer) =>
        authorities.GetOrAdd(issuer, _ => new(() => CreateAuthority(issuer))).Value;

    CertificateAuthority CreateAuthority(CertificateIssuer issuer) =>
        issuer switch
        {
            // RSA, because only an RSA key can make RSA-PSS signatures; the others are EC, because those are made in no time.
            CertificateIssuer.Root => CertificateAuthority.Create("Test root", KeyAlgorithm.Rsa2048, Validity.Current),
            CertificateIssuer.Intermediate => CertificateAuthority.Create(
                "Test intermediate",
                KeyAlgorithm.EcdsaP256,
                Validity.Current,
                GetAuthority(CertificateIssuer.Root)
            ),
            CertificateIssuer.Other => CertificateAuthority.Create("Other root", KeyAlgorithm.EcdsaP256, Validity.Current),
            CertificateIssuer.ExpiredRoot => CertificateAuthority.Create("Expired root", KeyAlgorithm.EcdsaP256, Validity.Expired),
            _ => throw new ArgumentOutOfRangeException(nameof(issuer), issuer, "Not an authority."),
        };

    string Once(string name, Action<string> write) =>
        files
            .GetOrAdd(
                name,
                _ =>
                    new(() =>
                    {
                        write(folder[name]);
                        return folder[name];
                    })
            )
            .Value;

    static void WriteSecret(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(content);
    }
}
