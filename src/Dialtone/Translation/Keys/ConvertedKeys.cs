using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Parameters;
using Dialtone.Tls;
using Dialtone.Tls.Files;

namespace Dialtone.Translation.Keys;

/// <summary>Writes keys into a folder in the form that is needed: 0600, and nothing is overwritten.</summary>
sealed class ConvertedKeys(string folder, ParameterSet parameters) : KeyConversion
{
    readonly List<WrittenFile> files = [];

    public override IReadOnlyList<WrittenFile> Files => files;

    public override string Convert(Draft draft, ClientFiles client, KeyForm form)
    {
        if (KeyForms.Fits(client.Key, form))
            return client.Key;
        var path = Path.Combine(MakeFolder(), Path.GetFileName(KeyForms.NameFor(client.Key, form)));
        // The real password: the draft may show a word in its place.
        var password = parameters.Text("sslpassword") ?? parameters.Text("ssl_key_password");
        using var key = ReadKey(client.Key, password);
        byte[] content = [];
        try
        {
            content = Export(key, client, form);
            CertificateFile.Write(path, content, isSecret: true, overwrite: false);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
        files.Add(new(path, KeyForms.Describe(form)));
        return path;
    }

    string MakeFolder()
    {
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw TlsFailure.File($"could not make folder \"{folder}\"", null, exception.Message, exception);
        }
    }

    static AsymmetricAlgorithm ReadKey(string path, string? password)
    {
        var content = Read(path);
        try
        {
            return PrivateKeyReader.Read(content, password);
        }
        catch (PrivateKeyException exception)
        {
            throw TlsFailure.File(
                $"could not load private key file \"{path}\": {exception.Message}",
                null,
                exception.Fix ?? (exception.NeedsPassword ? "give its password with sslpassword" : null),
                exception
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    static byte[] Export(AsymmetricAlgorithm key, ClientFiles client, KeyForm form) =>
        form switch
        {
            KeyForm.Pkcs8Der => key.ExportPkcs8PrivateKey(),
            KeyForm.PlainPem => System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n"),
            _ => ExportPkcs12(key, client),
        };

    static byte[] ExportPkcs12(AsymmetricAlgorithm key, ClientFiles client)
    {
        List<X509Certificate2> chain;
        try
        {
            chain = PemContent.ReadChain(Read(client.Certificate));
        }
        catch (FormatException exception)
        {
            throw TlsFailure.File($"could not read certificate file \"{client.Certificate}\": {exception.Message}", null, null, exception);
        }

        try
        {
            using var leaf = key is RSA rsa ? chain[0].CopyWithPrivateKey(rsa) : chain[0].CopyWithPrivateKey((ECDsa)key);
            // Java reads a key without a password only where it has one.
            return new X509Certificate2Collection((X509Certificate2[])[leaf, .. chain.Skip(1)]).ExportPkcs12(
                Pkcs12ExportPbeParameters.Pbes2Aes256Sha256,
                Pkcs12Password
            );
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or InvalidCastException)
        {
            throw TlsFailure.File(
                $"could not join certificate \"{client.Certificate}\" and private key \"{client.Key}\"",
                null,
                "name the certificate and the private key of one pair",
                exception
            );
        }
    }

    /// <summary>The password of the files: Java and Prisma want one, and the file's permissions are what protects it.</summary>
    public const string Pkcs12Password = "changeit";

    static byte[] Read(string path) =>
        TlsFileContent.Read(path, FileStatus.Of(path).Kind, out var reason)
        ?? throw TlsFailure.File($"could not read file \"{path}\": {reason}", null);
}
