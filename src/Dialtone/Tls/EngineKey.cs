using System.Security.Cryptography;
using Dialtone.Parameters;

namespace Dialtone.Tls;

/// <summary>A private key that stays in an engine of OpenSSL's, such as a PKCS#11 token: libpq's <c>sslkey=engine:key</c>.</summary>
static class EngineKey
{
    /// <summary>Whether a key's name is <c>engine:key</c>; a drive letter is no engine.</summary>
    public static bool IsNamed(string path) =>
        path.Contains(':', StringComparison.Ordinal) && !(OperatingSystem.IsWindows() && path is [_, ':', ..]);

    /// <summary>Opens the key; it is used where it is.</summary>
    /// <returns>An <see cref="RSA"/> or <see cref="ECDsa"/> key.</returns>
    /// <exception cref="Errors.DatabaseException">The platform has no engines, or the engine or its key cannot be had.</exception>
    public static AsymmetricAlgorithm Load(TlsFile file)
    {
        var colon = file.Path.IndexOf(':', StringComparison.Ordinal);
        var (engine, key) = (file.Path[..colon], file.Path[(colon + 1)..]);
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
        {
            throw NotHere(engine, file, null);
        }

        try
        {
            using var handle = SafeEvpPKeyHandle.OpenPrivateKeyFromEngine(engine, key);
            return Open(handle);
        }
        catch (PlatformNotSupportedException exception)
        {
            throw NotHere(engine, file, exception);
        }
        catch (CryptographicException exception)
        {
            throw Failed(engine, TokenPin.Hide(key), file, exception);
        }
    }

    static AsymmetricAlgorithm Open(SafeEvpPKeyHandle handle)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException();
        }

        try
        {
            return new RSAOpenSsl(handle);
        }
        catch (CryptographicException)
        {
            // The handle does not say what it is.
            return new ECDsaOpenSsl(handle);
        }
    }

    // OpenSSL's text is "error:number:library::reason".
    static Errors.DatabaseException Failed(string engine, string key, TlsFile file, CryptographicException exception)
    {
        var reason = exception.Message[(exception.Message.LastIndexOf("::", StringComparison.Ordinal) is var at and >= 0 ? at + 2 : 0)..];
        return reason is "no such engine" or "could not load the shared library"
                ? TlsFailure.File(
                    $"could not load SSL engine \"{engine}\": {reason}",
                    file,
                    $"install OpenSSL's engine {engine} (openssl engine {engine} tells whether it is there), or name a key file"
                )
            : reason == "init failed" ? TlsFailure.File($"could not initialize SSL engine \"{engine}\": {reason}", file)
            : TlsFailure.File(
                $"could not read private SSL key \"{key}\" from engine \"{engine}\": {reason}",
                file,
                "check the key's name and its PIN; for pkcs11, PKCS11_MODULE_PATH names the token's library"
            );
    }

    static Errors.DatabaseException NotHere(string engine, TlsFile file, Exception? cause) =>
        TlsFailure.Unsupported(
            $"could not load SSL engine \"{engine}\": this platform has no OpenSSL engines",
            file,
            "a colon means engine:key; name a file, or move the key to a path without a colon",
            cause
        );
}
