using System.Security.Cryptography;

namespace Dialtone.Tls;

/// <summary>libpq's rules for the file of a private key: it must be there, be a regular file, and be nobody else's business.</summary>
static class PrivateKeyFile
{
    const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
    const UnixFileMode ForbiddenToRoot = UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | Others;
    const UnixFileMode Forbidden = UnixFileMode.GroupRead | ForbiddenToRoot;

    /// <summary>Checks and reads the key that belongs to the client's certificate.</summary>
    /// <returns>An <see cref="RSA"/> or <see cref="ECDsa"/> key.</returns>
    /// <exception cref="Errors.DatabaseException">The file breaks a rule, or holds no key that can be used.</exception>
    public static AsymmetricAlgorithm Load(TlsSettings settings, WatchedFiles watched, List<TlsWarning> warnings)
    {
        var file =
            settings.KeyFile
            ?? throw TlsFailure.File(
                "certificate present, but not private key file \"\"",
                settings.CertificateFile,
                "name the file of its private key"
            );
        if (settings.KeyMayNameEngine && EngineKey.IsNamed(file.Path))
        {
            return EngineKey.Load(file);
        }

        var status = watched.Look(file.Path);
        Check(file, status, settings.RefuseExposedKeys, warnings);
        var content =
            TlsFileContent.Read(file.Path, status.Kind, out var reason)
            ?? throw TlsFailure.File($"could not load private key file \"{file.Path}\": {reason}", file);
        try
        {
            return PrivateKeyReader.Read(content, settings.KeyPassword?.Reveal());
        }
        catch (PrivateKeyException exception)
        {
            var what = $"could not load private key file \"{file.Path}\": {exception.Message}";
            var fix = exception.Fix ?? (exception.NeedsPassword ? $"give its password with {settings.KeyPasswordKeyword}" : null);
            throw exception.IsUnsupported
                ? TlsFailure.Unsupported(what, file, fix, exception)
                : TlsFailure.File(what, file, fix, exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    static void Check(TlsFile file, FileStatus status, bool refuseExposed, List<TlsWarning> warnings)
    {
        switch (status.Kind)
        {
            case FileKind.Missing:
                throw TlsFailure.File(
                    $"certificate present, but not private key file \"{file.Path}\"",
                    file,
                    "name the file of the certificate's private key, or send no certificate"
                );
            case FileKind.Unknown:
                throw TlsFailure.File($"could not stat private key file \"{file.Path}\": {status.Error}", file);
            case not FileKind.Regular:
                throw TlsFailure.File($"private key file \"{file.Path}\" is not a regular file", file);
        }

        var forbidden = status.Owner == 0 ? ForbiddenToRoot : Forbidden;
        if (OperatingSystem.IsWindows() || (status.Mode & forbidden) == 0)
        {
            return;
        }

        var what = $"private key file \"{file.Path}\" has group or world access";
        if (!refuseExposed)
        {
            warnings.Add(new($"{what} ({file.Describe()})"));
            return;
        }

        throw TlsFailure.File(
            $"{what}; file must have permissions u=rw (0600) or less if owned by the current user, or permissions u=rw,g=r (0640) or less if owned by root",
            file,
            $"its permissions are {Convert.ToString((int)status.Mode & 0x1ff, 8).PadLeft(4, '0')}; take them away: chmod 600 {file.Path}"
        );
    }
}
