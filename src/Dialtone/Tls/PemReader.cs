using System.Buffers.Text;
using System.Text;

namespace Dialtone.Tls;

/// <summary>
/// Reads the blocks of a PEM file one after the other as OpenSSL does: text outside of blocks is skipped, a block that is begun must be whole.
/// .NET's own reader knows no headers and skips damaged blocks, which would silently shorten a list of trusted CAs.
/// </summary>
ref struct PemReader(ReadOnlySpan<byte> file)
{
    const string BadEndLine = "bad end line";
    const string Unfinished = "short header";
    const string BadBase64 = "bad base64 decode";

    ReadOnlySpan<byte> rest = file.StartsWith(Encoding.UTF8.Preamble) ? file[3..] : file;

    /// <summary>The next block; false at the end of the file.</summary>
    /// <exception cref="FormatException">A block is damaged; the message is OpenSSL's reason.</exception>
    public bool TryRead(out PemBlock block)
    {
        while (TryReadLine(out var line))
        {
            if (TryParseBoundary(line, "-----BEGIN "u8, out var label))
            {
                block = ReadBlock(label);
                return true;
            }
        }

        block = default;
        return false;
    }

    PemBlock ReadBlock(string label)
    {
        var headers = new List<string>();
        var text = new MemoryStream();
        var inHeaders = false;
        while (TryReadLine(out var line))
        {
            if (line.StartsWith("-----END "u8))
            {
                return TryParseBoundary(line, "-----END "u8, out var end) && end == label && !inHeaders
                    ? new(label, headers, Decode(text))
                    : throw new FormatException(BadEndLine);
            }

            if (line.IsEmpty)
            {
                inHeaders = false;
            }
            else if (inHeaders || (text.Length == 0 && headers.Count == 0 && line.Contains((byte)':')))
            {
                inHeaders = true;
                headers.Add(Encoding.ASCII.GetString(line));
            }
            else
            {
                text.Write(line);
            }
        }

        throw new FormatException(Unfinished);
    }

    static byte[] Decode(MemoryStream text)
    {
        var encoded = text.GetBuffer().AsSpan(0, (int)text.Length);
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(encoded.Length)];
        return
            Base64.DecodeFromUtf8(encoded, decoded, out var consumed, out var written) == System.Buffers.OperationStatus.Done
            && consumed == encoded.Length
            ? decoded[..written]
            : throw new FormatException(BadBase64);
    }

    static bool TryParseBoundary(ReadOnlySpan<byte> line, ReadOnlySpan<byte> start, out string label)
    {
        if (line.StartsWith(start) && line.EndsWith("-----"u8) && line.Length >= start.Length + 5)
        {
            label = Encoding.ASCII.GetString(line[start.Length..^5]);
            return true;
        }

        label = "";
        return false;
    }

    /// <summary>Lines end at LF; blanks and control characters at their end do not count.</summary>
    bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        if (rest.IsEmpty)
        {
            line = default;
            return false;
        }

        var end = rest.IndexOf((byte)'\n');
        line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? default : rest[(end + 1)..];
        while (!line.IsEmpty && line[^1] <= (byte)' ')
        {
            line = line[..^1];
        }

        return true;
    }
}
