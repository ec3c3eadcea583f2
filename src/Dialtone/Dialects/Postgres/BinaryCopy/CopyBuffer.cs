using System.Buffers.Binary;
using System.Text;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary>Bytes of COPY's binary format on their way to the server; it grows to hold one row at least.</summary>
sealed class CopyBuffer
{
    /// <summary>From this length on it is worth sending.</summary>
    const int Full = 64 * 1024;

    byte[] bytes = new byte[Full + 4096];

    /// <summary>The bytes so far.</summary>
    public int Length { get; private set; }

    public bool IsFull => Length >= Full;

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Room for a value of that many bytes, behind its length.</summary>
    public Span<byte> Value(int length)
    {
        Reserve(sizeof(int) + length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length), length);
        var value = bytes.AsSpan(Length + sizeof(int), length);
        Length += sizeof(int) + length;
        return value;
    }

    public void WriteNull()
    {
        Reserve(sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length), -1);
        Length += sizeof(int);
    }

    public void WriteInt16(short value)
    {
        Reserve(sizeof(short));
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(Length), value);
        Length += sizeof(short);
    }

    public void WriteRaw(ReadOnlySpan<byte> raw)
    {
        Reserve(raw.Length);
        raw.CopyTo(bytes.AsSpan(Length));
        Length += raw.Length;
    }

    /// <summary>A text in UTF-8, behind its length and a prefix.</summary>
    public void WriteText(string text, ReadOnlySpan<byte> prefix = default)
    {
        Reserve(sizeof(int) + prefix.Length + Encoding.UTF8.GetMaxByteCount(text.Length));
        var start = Length + sizeof(int);
        prefix.CopyTo(bytes.AsSpan(start));
        var length = prefix.Length + Encoding.UTF8.GetBytes(text, bytes.AsSpan(start + prefix.Length));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Length), length);
        Length = start + length;
    }

    void Reserve(int length)
    {
        if (bytes.Length - Length < length)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, checked(Length + length)));
        }
    }
}
