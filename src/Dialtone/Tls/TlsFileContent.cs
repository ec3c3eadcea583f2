namespace Dialtone.Tls;

/// <summary>Reads the small files of this folder whole, and puts the system's reason into words.</summary>
static class TlsFileContent
{
    /// <summary>More than any bundle or revocation list holds; ends the reading of an endless device.</summary>
    const int MaximumLength = 256 * 1024 * 1024;

    /// <summary>The file's bytes; <see langword="null"/> with a reason if it cannot be read. A folder reads as empty, as in OpenSSL.</summary>
    public static byte[]? Read(string path, FileKind kind, out string? reason)
    {
        reason = null;
        if (kind == FileKind.Directory)
        {
            return [];
        }

        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var content = new MemoryStream(file.CanSeek && file.Length <= MaximumLength ? (int)file.Length : 0);
            var chunk = new byte[16 * 1024];
            for (int count; (count = file.Read(chunk)) > 0; )
            {
                content.Write(chunk, 0, count);
                if (content.Length > MaximumLength)
                {
                    reason = "file too large";
                    return null;
                }
            }

            return content.ToArray();
        }
        catch (UnauthorizedAccessException)
        {
            reason = "Permission denied";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            reason = "No such file or directory";
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or NotSupportedException)
        {
            reason = exception.Message;
        }

        return null;
    }
}
