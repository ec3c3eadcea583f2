using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>The lines of data that stand in a script behind a COPY, up to a line <c>\.</c> or the end, as a stream of UTF-8.</summary>
sealed class DataLines(TextReader lines) : Stream
{
    byte[] line = [];
    int position;
    bool isOver;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (position == line.Length && !isOver)
        {
            var next = await lines.ReadLineAsync(cancellationToken);
            isOver = next is null or "\\.";
            (line, position) = (isOver ? [] : Encoding.UTF8.GetBytes(next + "\n"), 0);
        }

        var count = Math.Min(buffer.Length, line.Length - position);
        line.AsSpan(position, count).CopyTo(buffer.Span);
        position += count;
        return count;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
