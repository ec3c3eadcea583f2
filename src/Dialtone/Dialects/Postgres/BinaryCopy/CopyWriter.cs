using System.Diagnostics.CodeAnalysis;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Sql;
using Npgsql;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary>Sends rows into <c>COPY … FROM STDIN (FORMAT binary)</c>, encoded straight into the bytes that go over the line.</summary>
static class CopyWriter
{
    const int ProgressStep = 10_000;

    // The signature, no flags, no extension.
    static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Sends all rows; none of them stays if one fails.</summary>
    /// <returns>The number of rows.</returns>
    public static async Task<long> WriteAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        NpgsqlConnection session,
        string table,
        InsertPlan<TRow> plan,
        CopyColumn<TRow>[] columns,
        RowSource<TRow> rows,
        IProgress<long>? progress,
        CancellationToken cancellationToken
    )
    {
        var names = string.Join(", ", plan.Columns.Select(column => Identifier.Quote(column.Column.Name, SqlSyntax.PostgreSql)));
        var statement = $"COPY {table} ({names}) FROM STDIN (FORMAT binary)";
        var copy = await session.BeginRawBinaryCopyAsync(statement, cancellationToken).ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            var buffer = new CopyBuffer();
            var count = 0L;
            try
            {
                buffer.WriteRaw(Header);
                while (await MoveNextAsync(rows).ConfigureAwait(false))
                {
                    Encode(buffer, plan, columns, rows.Current, ++count);
                    if (buffer.IsFull)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        await copy.WriteAsync(buffer.Written, CancellationToken.None).ConfigureAwait(false);
                        buffer.Clear();
                    }

                    if (progress is not null && count % ProgressStep == 0)
                    {
                        progress.Report(count);
                    }
                }

                cancellationToken.ThrowIfCancellationRequested();
                buffer.WriteInt16(-1);
                await copy.WriteAsync(buffer.Written, CancellationToken.None).ConfigureAwait(false);
                await copy.FlushAsync(CancellationToken.None).ConfigureAwait(false);
                return count;
            }
            catch
            {
                // Otherwise the end of the stream would count as the end of the data.
                await copy.CancelAsync().ConfigureAwait(false);
                throw;
            }
        }
    }

    // A list answers at once, a million times.
    static ValueTask<bool> MoveNextAsync<TRow>(RowSource<TRow> rows)
    {
        try
        {
            var moving = rows.MoveNextAsync();
            return moving.IsCompletedSuccessfully ? moving : CallerException.GuardAsync(() => moving);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new CallerException(exception);
        }
    }

    static void Encode<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        CopyBuffer buffer,
        InsertPlan<TRow> plan,
        CopyColumn<TRow>[] columns,
        TRow row,
        long number
    )
    {
        buffer.WriteInt16((short)columns.Length);
        var index = 0;
        try
        {
            for (; index < columns.Length; index++)
            {
                columns[index].Write(buffer, row);
            }
        }
        catch (Exception exception) when (exception is OverflowException or ArgumentException)
        {
            throw Unfit(plan.Columns[index], number, exception);
        }
    }

    static DatabaseException Unfit(InsertColumn column, long number, Exception exception) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Data,
                What =
                    $"row {number} cannot be inserted: {column.Property.Name} does not fit the column {column.Column.Name} ({column.Column.TypeName}): {exception.Message}",
                Fix = "nothing was inserted; correct the value or widen the column",
            },
            exception
        );
}
