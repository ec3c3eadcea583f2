namespace Dialtone.Shell.Backslash;

/// <summary>Bytes on their way, their lines counted.</summary>
sealed class CountingStream(Stream inner) : Stream
{
    bool isInQuotes;
    byte last = (byte)'\n';

    /// <summary>Called after each block, for those who show progress.</summary>
    public Action<CountingStream>? Moved { get; init; }

    /// <summary>Whether line ends inside double quotes belong to a value, as in CSV.</summary>
    public bool IsCsv { get; init; }

    /// <summary>How many lines have passed, an unfinished one counted.</summary>
    public long Lines { get; private set; }

    /// <summary>How many bytes have passed.</summary>
    public long Bytes { get; private set; }

    public override bool CanRead => inner.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => inner.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => Bytes;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        Count(buffer.Span[..count]);
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await inner.WriteAsync(buffer, cancellationToken);
        Count(buffer.Span);
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    void Count(ReadOnlySpan<byte> block)
    {
        Bytes += block.Length;
        foreach (var unit in block)
        {
            // A line is counted where it begins, so that the last one needs no end.
            if (last == '\n' && !isInQuotes)
            {
                Lines++;
            }

            isInQuotes ^= IsCsv && unit == '"';
            last = unit;
        }

        Moved?.Invoke(this);
    }
}
