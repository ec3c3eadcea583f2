using Dialtone.Sql;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>The server's COPY as streams of bytes, in whatever format the statement asks for.</summary>
static class CopyData
{
    const int BlockSize = 64 * 1024;

    /// <summary>Sends a stream; returns the number of bytes.</summary>
    public static async Task<long> InAsync(
        NpgsqlConnection connection,
        string statement,
        Stream source,
        CancellationToken cancellationToken
    )
    {
        var copy = IsBinary(statement)
            ? await connection.BeginRawBinaryCopyAsync(statement, cancellationToken).ConfigureAwait(false)
            : RawStream(await connection.BeginTextImportAsync(statement, cancellationToken).ConfigureAwait(false));
        await using (copy.ConfigureAwait(false))
        {
            try
            {
                return await PumpAsync(
                        (block, token) => CallerException.GuardAsync(() => source.ReadAsync(block, token)),
                        // A block that was begun is finished: half a message would cost the session.
                        block => copy.WriteAsync(block, CancellationToken.None),
                        () => copy.FlushAsync(cancellationToken),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
            }
            catch
            {
                // Otherwise the end of the stream would count as the end of the data, and half of it would stay.
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Receives a stream; returns the number of bytes.</summary>
    public static async Task<long> OutAsync(
        NpgsqlConnection connection,
        string statement,
        Stream destination,
        CancellationToken cancellationToken
    )
    {
        var copy = IsBinary(statement)
            ? await connection.BeginRawBinaryCopyAsync(statement, cancellationToken).ConfigureAwait(false)
            : RawStream(await connection.BeginTextExportAsync(statement, cancellationToken).ConfigureAwait(false));
        await using (copy.ConfigureAwait(false))
        {
            // The server is asked to stop; to leave the driver in the middle of its data would cost the session.
            using var registration = cancellationToken.UnsafeRegister(
                static stream => _ = ((NpgsqlRawCopyStream)stream!).CancelAsync(),
                copy
            );
            try
            {
                return await PumpAsync(
                        copy.ReadAsync,
                        block => CallerException.GuardAsync(() => destination.WriteAsync(block, CancellationToken.None)),
                        () => CallerException.GuardAsync(() => new(destination.FlushAsync(CancellationToken.None))).AsTask(),
                        CancellationToken.None
                    )
                    .ConfigureAwait(false);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
            catch (CallerException)
            {
                // The destination failed; the server need not go on.
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    static async Task<long> PumpAsync(
        Func<Memory<byte>, CancellationToken, ValueTask<int>> readAsync,
        Func<ReadOnlyMemory<byte>, ValueTask> writeAsync,
        Func<Task> flushAsync,
        CancellationToken cancellationToken
    )
    {
        var block = new byte[BlockSize];
        var total = 0L;
        while (await readAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            await writeAsync(block.AsMemory(0, count)).ConfigureAwait(false);
            total += count;
        }

        await flushAsync().ConfigureAwait(false);
        return total;
    }

    // The driver's text is a layer over the stream of bytes, and bytes need no conversion.
    static NpgsqlRawCopyStream RawStream(TextWriter text) => (NpgsqlRawCopyStream)((StreamWriter)text).BaseStream;

    static NpgsqlRawCopyStream RawStream(TextReader text) => (NpgsqlRawCopyStream)((StreamReader)text).BaseStream;

    // The driver wants to know before the server says it.
    static bool IsBinary(string statement)
    {
        var words = new WordReader(statement, SqlSyntax.PostgreSql, stackalloc char[WordReader.LongestKeyword]);
        while (words.MoveNext())
        {
            if (words.Word is "binary")
            {
                return true;
            }
        }

        return false;
    }
}
