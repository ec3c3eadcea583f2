using System.Text;

namespace Dialtone.Tls.Files;

/// <summary>Writes files of certificates and keys. A private key is never readable by others, not even for a moment, and nothing is overwritten by accident.</summary>
static class CertificateFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    const UnixFileMode Everybody = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Refuses if the file is there and must not be replaced.</summary>
    /// <exception cref="Errors.DatabaseException">It is.</exception>
    public static void CheckAbsent(string path, bool overwrite)
    {
        if (!overwrite && FileStatus.Of(path).Exists)
        {
            throw Exists(path, null);
        }
    }

    /// <summary>Writes a file; an existing one is replaced in one step, with new permissions.</summary>
    /// <exception cref="Errors.DatabaseException">The file exists, or the folder cannot be written.</exception>
    public static void Write(string path, string pem, bool isSecret, bool overwrite) =>
        Write(path, Encoding.ASCII.GetBytes(pem), isSecret, overwrite);

    /// <inheritdoc cref="Write(string, string, bool, bool)"/>
    public static void Write(string path, byte[] content, bool isSecret, bool overwrite)
    {
        var target = overwrite ? $"{path}.{Guid.NewGuid():N}" : path;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = isSecret ? OwnerOnly : Everybody;
            }

            using (var file = new FileStream(target, options))
            {
                file.Write(content);
            }

            if (overwrite)
            {
                File.Move(target, path, overwrite: true);
            }
        }
        catch (IOException exception) when (!overwrite && FileStatus.Of(path).Exists)
        {
            throw Exists(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw TlsFailure.File($"could not write file \"{path}\"", null, exception.Message, exception);
        }
        finally
        {
            if (overwrite)
            {
                File.Delete(target);
            }
        }
    }

    static Errors.DatabaseException Exists(string path, Exception? cause) =>
        TlsFailure.File($"file \"{path}\" exists already", null, "choose another place, or allow overwriting", cause);
}
