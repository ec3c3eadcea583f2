using Dapper;
using Npgsql;

namespace Dialtone.Peers;

/// <summary>One row by its key, and a million rows.</summary>
static class Reading
{
    const string ByKey = "select id, name, price from item where id = ";
    const string All = "select id, big, ratio, name, at, flag, price, code from wide";

    public static async Task KeyHeldAsync(Peers peers, int rounds, int operations)
    {
        await using var driver = await peers.Prepared.OpenConnectionAsync();
        await using var driverUnprepared = await peers.Plain.OpenConnectionAsync();
        await using var dialtone = await peers.Engine.ConnectAsync();
        var contest = new Contest("One row by key, one caller, held connection", "µs", 1e6);
        contest.Add("Npgsql, auto-prepared", () => RepeatAsync(operations, id => NpgsqlAsync(driver, id)));
        contest.Add("Npgsql, not prepared", () => RepeatAsync(operations, id => NpgsqlAsync(driverUnprepared, id)));
        contest.Add("Dapper on Npgsql auto-prepared", () => RepeatAsync(operations, id => DapperAsync(driver, id)));
        contest.Add("Dialtone, Connection.QueryAsync<T>", () => RepeatAsync(operations, id => DialtoneAsync(dialtone, id)));
        await contest.RunAsync(rounds, operations);
    }

    public static async Task KeyCheckoutAsync(Peers peers, int rounds, int operations, int callers)
    {
        var contest = new Contest($"One row by key, {callers} caller(s), a checkout for each", "µs", 1e6);
        contest.Add(
            "Dapper on Npgsql auto-prepared",
            () => ShareAsync(callers, operations, id => CheckoutAsync(peers.Prepared, id, DapperAsync))
        );
        contest.Add("Dapper on Npgsql", () => ShareAsync(callers, operations, id => CheckoutAsync(peers.Plain, id, DapperAsync)));
        contest.Add("Npgsql, auto-prepared", () => ShareAsync(callers, operations, id => CheckoutAsync(peers.Prepared, id, NpgsqlAsync)));
        contest.Add(
            "Npgsql, auto-prepared, no reset (gives up hygiene)",
            () => ShareAsync(callers, operations, id => CheckoutAsync(peers.NoReset, id, NpgsqlAsync))
        );
        contest.Add("Dialtone, Engine.QueryAsync<T>", () => ShareAsync(callers, operations, id => DialtoneAsync(peers.Engine, id)));
        await contest.RunAsync(rounds, operations);
    }

    public static async Task CheckoutAloneAsync(Peers peers, int rounds, int operations)
    {
        var contest = new Contest("Pool: checkout and return", "ns", 1e9);
        contest.Add(
            "Npgsql",
            () =>
                RepeatAsync(
                    operations,
                    async _ =>
                    {
                        await using var connection = await peers.NoReset.OpenConnectionAsync();
                    }
                )
        );
        contest.Add(
            "Dialtone, Engine.ConnectAsync",
            () =>
                RepeatAsync(
                    operations,
                    async _ =>
                    {
                        await using var connection = await peers.Engine.ConnectAsync();
                    }
                )
        );
        await contest.RunAsync(rounds, operations);
    }

    public static async Task MillionAsync(Peers peers, int rounds)
    {
        var contest = new Contest("QueryAsync<T> of 1,000,000 rows × 8 columns", "s", 1);
        contest.Add("Npgsql, reader loop by hand", () => ByHandAsync(peers.Plain));
        contest.Add(
            "Dapper, unbuffered",
            async () =>
            {
                await using var connection = await peers.Plain.OpenConnectionAsync();
                await foreach (var row in connection.QueryUnbufferedAsync<Wide>(All))
                {
                    GC.KeepAlive(row);
                }
            }
        );
        contest.Add(
            "Dialtone, Engine.QueryAsync<T>",
            async () =>
            {
                await foreach (var row in peers.Engine.QueryAsync<Wide>(All))
                {
                    GC.KeepAlive(row);
                }
            }
        );
        await contest.RunAsync(rounds, 1);
    }

    static async Task ByHandAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(All);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            GC.KeepAlive(
                new Wide(
                    reader.GetInt32(0),
                    reader.GetInt64(1),
                    reader.IsDBNull(2) ? null : reader.GetDouble(2),
                    reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetDateTime(4),
                    reader.GetBoolean(5),
                    reader.GetDecimal(6),
                    reader.GetGuid(7)
                )
            );
        }
    }

    static async Task NpgsqlAsync(NpgsqlConnection connection, int id)
    {
        await using var command = new NpgsqlCommand(ByKey + "$1", connection)
        {
            Parameters = { new NpgsqlParameter<int> { TypedValue = id } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Check(id, new(reader.GetInt32(0), reader.GetString(1), reader.GetDecimal(2)));
    }

    static async Task DapperAsync(NpgsqlConnection connection, int id) =>
        Check(id, await connection.QuerySingleAsync<Item>(ByKey + "@id", new { id }));

    static async Task DialtoneAsync(Executor executor, int id) =>
        Check(id, await executor.QueryAsync<Item>($"select id, name, price from item where id = {id}").SingleAsync());

    static async Task CheckoutAsync(NpgsqlDataSource source, int id, Func<NpgsqlConnection, int, Task> work)
    {
        await using var connection = await source.OpenConnectionAsync();
        await work(connection, id);
    }

    static void Check(int id, Item item)
    {
        if (item.Id != id)
        {
            throw new InvalidOperationException($"asked for {id}, got {item}");
        }
    }

    static async Task RepeatAsync(int operations, Func<int, Task> work)
    {
        for (var operation = 0; operation < operations; operation++)
        {
            await work(operation % Peers.Items + 1);
        }
    }

    static Task ShareAsync(int callers, int operations, Func<int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(() => RepeatAsync(operations / callers, work))));
}
