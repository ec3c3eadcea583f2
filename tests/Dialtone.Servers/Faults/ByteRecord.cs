using System.Text;

namespace Dialtone.Servers.Faults;

/// <summary>Bytes that went by, in order. Safe to read while more arrive.</summary>
public sealed class ByteRecord
{
    readonly Lock gate = new();
    readonly List<byte> bytes = [];

    public int Count
    {
        get
        {
            lock (gate)
                return bytes.Count;
        }
    }

    public byte[] ToArray()
    {
        lock (gate)
            return [.. bytes];
    }

    /// <summary>Whether the text went by, in UTF-8: the question that a test about passwords asks.</summary>
    public bool Contains(string text) => ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    internal void Add(ReadOnlySpan<byte> more)
    {
        lock (gate)
            bytes.AddRange(more);
    }
}
