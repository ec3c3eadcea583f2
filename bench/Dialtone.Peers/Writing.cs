using Npgsql;
using NpgsqlTypes;

namespace Dialtone.Peers;

/// <summary>A million typed rows into an empty table.</summary>
static class Writing
{
    const int Count = 1_000_000;

    static readonly Wide[] Rows =
    [
        .. Enumerable
            .Range(1, Count)
            .Select(n => new Wide(
                n,
                n * 1000003L,
                n % 10 > 0 ? n / 7.0 : null,
                n % 7 > 0 ? $"name of {n}" : null,
                new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(n),
                n % 2 == 0,
                n / 100m,
                Guid.NewGuid()
            )),
    ];

    public static async Task RunAsync(Peers peers, int rounds)
    {
        var contest = new Contest("Insert of 1,000,000 rows × 8 columns into an empty table", "s", 1);
        contest.Add("Npgsql, binary importer, typed", () => ImporterAsync(peers));
        contest.Add(
            "Dialtone, Engine.InsertAsync",
            async () =>
            {
                await peers.Engine.ExecuteAsync("truncate sink");
                await peers.Engine.InsertAsync("sink", Rows);
            }
        );
        var encoded = new MemoryStream();
        await peers.Engine.InsertAsync("sink", Rows);
        await using (var connection = await peers.Engine.ConnectAsync())
        {
            await connection.CopyOutAsync("copy sink to stdout (format binary)", encoded);
        }

        contest.Add(
            "the same bytes, encoded before (the server's limit)",
            async () =>
            {
                await peers.Engine.ExecuteAsync("truncate sink");
                encoded.Position = 0;
                await using var connection = await peers.Engine.ConnectAsync();
                await connection.CopyInAsync("copy sink from stdin (format binary)", encoded);
            }
        );
        await contest.RunAsync(rounds, 1);
    }

    static async Task ImporterAsync(Peers peers)
    {
        await peers.Engine.ExecuteAsync("truncate sink");
        await using var connection = await peers.Plain.OpenConnectionAsync();
        await using var importer = await connection.BeginBinaryImportAsync("copy sink from stdin (format binary)");
        foreach (var row in Rows)
        {
            await importer.StartRowAsync();
            await importer.WriteAsync(row.Id, NpgsqlDbType.Integer);
            await importer.WriteAsync(row.Big, NpgsqlDbType.Bigint);
            await WriteAsync(importer, row.Ratio, NpgsqlDbType.Double);
            if (row.Name is null)
            {
                await importer.WriteNullAsync();
            }
            else
            {
                await importer.WriteAsync(row.Name, NpgsqlDbType.Text);
            }

            await importer.WriteAsync(row.At, NpgsqlDbType.TimestampTz);
            await importer.WriteAsync(row.Flag, NpgsqlDbType.Boolean);
            await importer.WriteAsync(row.Price, NpgsqlDbType.Numeric);
            await importer.WriteAsync(row.Code, NpgsqlDbType.Uuid);
        }

        await importer.CompleteAsync();
    }

    static Task WriteAsync<T>(NpgsqlBinaryImporter importer, T? value, NpgsqlDbType type)
        where T : struct => value is { } known ? importer.WriteAsync(known, type) : importer.WriteNullAsync();
}
