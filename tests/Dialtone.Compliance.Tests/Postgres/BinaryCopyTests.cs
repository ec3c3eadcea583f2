using CsCheck;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What the encoder of bulk inserts writes is what the server reads from the same value as a parameter.</summary>
public sealed class BinaryCopyTests(TestServers servers) : PostgresTests(servers)
{
    sealed record Everything(
        int N,
        short? I2,
        int? I4,
        long? I8,
        float? F4,
        double? F8,
        decimal? Num,
        string? T,
        string? Vc,
        string? J,
        string? Jb,
        bool? B,
        byte[]? By,
        Guid? U,
        DateOnly? D,
        TimeOnly? Ti,
        DateTime? Ts,
        DateTimeOffset? Tz,
        TimeSpan? Iv
    );

    sealed record Number(long N);

    sealed record Moment(DateTime At);

    sealed record Listed(int N, int[] Items);

    readonly record struct Struct(int N, string T);

    const string Columns = """
        (n int, i2 smallint, i4 int, i8 bigint, f4 real, f8 double precision, num numeric, t text, vc varchar(50), j json, jb jsonb, b boolean, by bytea,
            u uuid, d date, ti time, ts timestamp, tz timestamptz, iv interval)
        """;

    static readonly DateTime First = new(1, 1, 1);

    static readonly Gen<DateTime> Times = Gen.Long[0, new DateTime(9999, 12, 31).Ticks / 10]
        .Select(microseconds => First.AddTicks(microseconds * 10));

    static readonly Gen<string> Texts = Gen.String[Gen.Char['\u0001', '\ud7ff'], 0, 50];

    static readonly Gen<Everything> Rows =
        from integers in Gen.Select(Gen.Short, Gen.Int, Gen.Long, Gen.Bool)
        from reals in Gen.Select(Gen.Float, Gen.Double)
        from number in Gen.Decimal
        from text in Texts
        from bytes in Gen.Byte.Array[0, 50]
        from id in Gen.Guid
        from moment in Times
        from span in Gen.Long[-(1L << 52), 1L << 52]
        from nulls in Gen.Int[0, (1 << 18) - 1]
        select Make(integers, reals, number, text, bytes, id, moment, TimeSpan.FromMicroseconds(span), nulls);

    static Everything Make(
        (short, int, long, bool) integers,
        (float, double) reals,
        decimal number,
        string text,
        byte[] bytes,
        Guid id,
        DateTime moment,
        TimeSpan span,
        int nulls
    )
    {
        T? OrNull<T>(int place, T value)
            where T : struct => (nulls >> place & 3) == 3 ? null : value;
        string? Or(int place, string value) => (nulls >> place & 3) == 3 ? null : value;
        return new(
            integers.Item2,
            OrNull(0, integers.Item1),
            OrNull(1, integers.Item2),
            OrNull(2, integers.Item3),
            OrNull(3, reals.Item1),
            OrNull(4, reals.Item2),
            OrNull(5, number),
            Or(6, text),
            Or(7, text),
            Or(8, "{\"a\": [1, 2]}"),
            Or(9, "[1, null, \"ü\"]"),
            OrNull(10, integers.Item4),
            (nulls >> 11 & 3) == 3 ? null : bytes,
            OrNull(12, id),
            OrNull(13, DateOnly.FromDateTime(moment)),
            OrNull(14, TimeOnly.FromDateTime(moment)),
            OrNull(15, moment),
            OrNull(16, new DateTimeOffset(moment, TimeSpan.Zero)),
            OrNull(17, span)
        );
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task The_encoder_agrees_with_parameters(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        var (copied, sent) = (Backend.NewTable(), Backend.NewTable());
        foreach (var table in new[] { copied, sent })
        {
            await engine.ExecuteAsync("create table " + table + " " + Columns, Token);
        }

        Everything[] rows =
        [
            .. Rows.Array[2000].Single().Select((row, index) => row with { N = index }),
            Make(
                (short.MinValue, int.MinValue, long.MinValue, true),
                (float.NaN, double.NegativeInfinity),
                decimal.MinValue,
                "",
                [],
                Guid.Empty,
                First,
                TimeSpan.MinValue / 10,
                0
            ) with
            {
                N = 2000,
            },
            Make((0, 0, 0, false), (0, -0.0), 0.0000000000000000000000000001m, "x", [0], Guid.Empty, new(2000, 1, 1), TimeSpan.Zero, 0) with
            {
                N = 2001,
            },
            Make((0, 0, 0, false), (0, 0), 10000.00m, "x", [0], Guid.Empty, new(1999, 12, 31, 23, 59, 59), TimeSpan.FromTicks(-10), 0) with
            {
                N = 2002,
            },
            Make((0, 0, 0, false), (0, 0), 0.00m, "x", [0], Guid.Empty, new(1999, 12, 31, 23, 59, 59), TimeSpan.FromDays(-1.5), 0) with
            {
                N = 2003,
            },
        ];

        await engine.InsertAsync(copied, rows, cancellationToken: Token);
        // A conflict rule takes the way by statements.
        await engine.InsertAsync(sent, rows, new() { OnConflict = InsertConflict.Ignore }, Token);

        var differences = await engine
            .QueryAsync(
                $"""
                select 'copied', c.* from (select n, x::text from {Sql.Sql.Raw(copied)} x except select n, x::text from {Sql.Sql.Raw(
                    sent
                )} x) c
                union all
                select 'sent', c.* from (select n, x::text from {Sql.Sql.Raw(sent)} x except select n, x::text from {Sql.Sql.Raw(
                    copied
                )} x) c
                order by 2
                """,
                Token
            )
            .ToListAsync(Token);
        Assert.Empty(differences.Select(row => row.ToString()));
        Assert.Equal(rows.Length, await engine.ScalarAsync<int>("select count(*)::int from " + copied, Token));
    }

    [Fact]
    public async Task What_does_not_fit_names_the_row_and_the_column()
    {
        await using var engine = await EngineAsync(PostgresRelease.V15);
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (n int, at timestamptz)", Token);

        var tooLong = await RefusalAsync(() => engine.InsertAsync(table, [new Number(1), new Number(1L << 40)], cancellationToken: Token));
        Assert.Contains("row 2", tooLong.Message, StringComparison.Ordinal);
        Assert.Contains("column n (integer)", tooLong.Message, StringComparison.Ordinal);
        var noZone = await RefusalAsync(() => engine.InsertAsync(table, [new Moment(new(2020, 1, 1))], cancellationToken: Token));
        Assert.Contains("make it Utc", noZone.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Data, noZone.Kind);
        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*)::int from " + table, Token));
        Assert.Equal(1, engine.Pool.Open);
    }

    [Fact]
    public async Task Rows_of_structs_and_columns_that_the_encoder_does_not_know()
    {
        await using var engine = await EngineAsync(PostgresRelease.V15);
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (n int, t text, items int[], mood text default 'fine')", Token);

        await engine.InsertAsync(table, [new Struct(1, "one")], cancellationToken: Token);
        await engine.InsertAsync(table, [new Listed(2, [1, 2, 3])], cancellationToken: Token);

        Assert.Equal(
            ["(1,one,,fine)", "(2,,\"{1,2,3}\",fine)"],
            await engine.QueryAsync<string>($"select x::text from {Sql.Sql.Raw(table)} x order by n", Token).ToListAsync(Token)
        );
    }

    async Task<Engine> EngineAsync(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        return Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root}")
        );
    }
}
