using System.Collections;
using System.Net;
using System.Numerics;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What values of every type come as. Reading a row never fails for a type: what .NET cannot hold comes as the server's text.</summary>
public sealed class ValueTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Everyday_types(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        (string Sql, object? Value)[] cases =
        [
            ("true", true),
            ("1::smallint", (short)1),
            ("1", 1),
            ("1::bigint", 1L),
            ("1.50", 1.50m),
            ("1.5::real", 1.5f),
            ("1e20::float8", 1e20),
            ("'NaN'::float8", double.NaN),
            ("'text'", "text"),
            ("'x'::char(3)", "x  "),
            ("'x'::\"char\"", 'x'),
            ("'{\"a\": 1}'::json", "{\"a\": 1}"),
            ("'{\"a\":1}'::jsonb", "{\"a\": 1}"),
            ("'<a/>'::xml", "<a/>"),
            ("'11111111-2222-3333-4444-555555555555'::uuid", Guid.Parse("11111111-2222-3333-4444-555555555555")),
            ("'2024-02-29'::date", new DateOnly(2024, 2, 29)),
            ("'10:11:12.5'::time", new TimeOnly(10, 11, 12, 500)),
            ("'2024-01-02 03:04:05'::timestamp", new DateTime(2024, 1, 2, 3, 4, 5)),
            ("'2024-01-02 03:04:05+02'::timestamptz", new DateTime(2024, 1, 2, 1, 4, 5, DateTimeKind.Utc)),
            ("'infinity'::timestamptz", DateTime.MaxValue),
            ("'-infinity'::date", DateOnly.MinValue),
            ("'1 day 02:03:04'::interval", new TimeSpan(1, 2, 3, 4)),
            ("'\\xdead'::bytea", new byte[] { 0xde, 0xad }),
            ("12.34::money", 12.34m),
            ("'101'::bit(3)", new BitArray([true, false, true])),
            ("'10.0.0.1'::inet", IPAddress.Parse("10.0.0.1")),
            ("'10.0.0.0/8'::cidr", IPNetwork.Parse("10.0.0.0/8")),
            ("'{1,2}'::int[]", new[] { 1, 2 }),
            ("'{1,null}'::int[]", new int?[] { 1, null }),
            (
                "'{{1,2},{3,4}}'::int[]",
                new[,]
                {
                    { 1, 2 },
                    { 3, 4 },
                }
            ),
            ("'{a,null}'::text[]", new[] { "a", null }),
            ("row(1, 'x', array[1])", new object[] { 1, "x", new[] { 1 } }),
            ("1::oid", 1u),
            ("null", null),
            ("pg_sleep(0)", null),
        ];
        foreach (var (sql, value) in cases)
        {
            var row = await engine.QueryAsync($"select {Sql.Sql.Raw(sql)} as value", Token).SingleAsync(Token);
            Assert.Equal(value, row["value"]);
            Assert.Equal(value?.GetType(), row[0]?.GetType());
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Types_of_the_users_own(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await server.ExecuteAsync(
            """
            create schema if not exists own;
            grant usage on schema own to public;
            drop domain if exists own.positive;
            drop type if exists own.deep, own.pair, own.mood, own.span;
            create type own.mood as enum ('sad', 'in_love');
            create type own.pair as (a int, b text);
            create domain own.positive as int check (value > 0);
            create type own.deep as (p own.pair, m own.mood, n numeric[], d date, k own.positive);
            create type own.span as range (subtype = float8);
            create extension if not exists hstore;
            create extension if not exists citext;
            create extension if not exists ltree;
            """,
            Token
        );
        await using var engine = await EngineAsync(release);
        (string Sql, object? Value)[] cases =
        [
            ("'sad'::own.mood", "sad"),
            ("'{sad,in_love}'::own.mood[]", new[] { "sad", "in_love" }),
            ("5::own.positive", 5),
            ("(1, 'x')::own.pair", "(1,x)"),
            ("(1, 'x y, \"z\"')::own.pair", "(1,\"x y, \"\"z\"\"\")"),
            ("(null, '')::own.pair", "(,\"\")"),
            ("array[(1, 'a')::own.pair, null]", "{\"(1,a)\",NULL}"),
            ("row((1, 'a')::own.pair, 'sad', '{1,NaN}', '2024-01-01', 7)::own.deep", "(\"(1,a)\",sad,\"{1,NaN}\",2024-01-01,7)"),
            ("own.span(1, 2.5)", "[1,2.5)"),
            ("'(,3]'::own.span", "(,3]"),
            ("null::own.pair", null),
            ("'a=>1, b=>NULL'::hstore", new Dictionary<string, string?> { ["a"] = "1", ["b"] = null }),
            ("'Foo'::citext", "Foo"),
            ("'a.b'::ltree", "a.b"),
        ];
        foreach (var (sql, value) in cases)
        {
            var row = await engine.QueryAsync($"select {Sql.Sql.Raw(sql)} as value, 1 as beside", Token).SingleAsync(Token);
            Assert.Equal(value, row["value"]);
            Assert.Equal(1, row["beside"]);
        }
    }

    /// <summary>The text is the server's own, whatever the value.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task What_does_not_fit_comes_as_the_servers_text(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        string[] cases =
        [
            "'NaN'::numeric",
            "'-Infinity'::numeric",
            "1234567890123456789012345678901234567890.5::numeric",
            "-0.1234567890123456789012345678901234567890::numeric",
            "1e-35::numeric",
            "1e40::numeric",
            "-99990000.00010000000000000000000000000000000001::numeric",
            "'1 year'::interval",
            "'1 year 2 mons -3 days 04:05:06.7'::interval",
            "'-1 year 2 days 03:00'::interval",
            "'14 mons -01:00:00.000001'::interval",
            "'10000-01-01'::date",
            "'0001-01-01 BC'::date",
            "'4713-01-01 BC'::date",
            "'5874897-12-31'::date",
            "'0044-03-15 01:02:03.004 BC'::timestamp",
            "'0044-03-15 23:59:59.999999 BC'::timestamptz",
            "'12345-06-07 00:00:00'::timestamp",
            "'24:00:00'::time",
            "'10.0.0.1/8'::inet",
            "'2001:db8::1/64'::inet",
            "'{NaN,1.5,null}'::numeric[]",
            "'{{1 year,1 day},{null,00:00:00}}'::interval[]",
            "'[2:3]={0044-03-15 BC,10000-01-01}'::date[]",
            "'{}'::interval[]",
            "numrange(1.5, 'NaN')",
            "daterange('0044-03-15 BC', null, '()')",
        ];
        foreach (var sql in cases)
        {
            var row = await engine.QueryAsync($"select ({Sql.Sql.Raw(sql)})::text, {Sql.Sql.Raw(sql)}", Token).SingleAsync(Token);
            var value = row[1] is Array { Length: 0 } ? "{}" : row[1];
            Assert.Equal(row[0], value);
        }
    }

    /// <summary>Rows before and after a value that does not fit keep their types.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task One_value_does_not_change_the_others(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        var rows = await engine
            .QueryAsync("select n, i from (values (1.5, interval '1 day'), ('NaN', '1 mon'), (2.5, null)) v(n, i)", Token)
            .ToListAsync(Token);

        Assert.Equal([1.5m, TimeSpan.FromDays(1), "NaN", "1 mon", 2.5m, null], rows.SelectMany(row => row));
        Assert.Equal("NaN", rows[1].Get<string>("n"));
        Assert.Equal(double.NaN, rows[1].Get<double>("n"));
        var failure = Assert.Throws<DatabaseException>(() => rows[1].Get<decimal>("n"));
        AssertFailure(failure, ErrorStage.Result, ErrorKind.Data, "column \"n\" (numeric) holds a String that does not fit Decimal");
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Types_without_binary_form_say_what_to_do(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        var failure = await RefusalAsync(() => engine.ScalarAsync<object>("select '=r/postgres'::aclitem", Token));

        AssertFailure(failure, ErrorStage.Statement, ErrorKind.Statement, "no binary output function available for type aclitem");
        Assert.Equal("cast the column to text in the statement", failure.Failure.Fix);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Converts_without_loss(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        Assert.Equal(7L, await engine.ScalarAsync<long>("select 7", Token));
        Assert.Equal(7, await engine.ScalarAsync<int>("select 7.0", Token));
        Assert.Equal(7, await engine.ScalarAsync<int?>("select 7::bigint", Token));
        Assert.Null(await engine.ScalarAsync<int?>("select null::int", Token));
        Assert.Equal<IEnumerable<long>>([1, 2], await engine.ScalarAsync<long[]>("select '{1,2}'::int[]", Token));
        Assert.Equal<IEnumerable<int?>>([1, null], await engine.ScalarAsync<int?[]>("select '{1,null}'::int[]", Token));
        Assert.Equal(BigInteger.Pow(10, 40), await engine.ScalarAsync<BigInteger>("select 1e40::numeric", Token));
        Assert.Equal(
            new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero),
            await engine.ScalarAsync<DateTimeOffset>("select timestamptz '2024-01-01 02:00+02'", Token)
        );
        Assert.Equal("2024-01-02T03:04:05.1230000", await engine.ScalarAsync<string>("select timestamp '2024-01-02 03:04:05.123'", Token));
        Assert.Equal<IEnumerable<DayOfWeek>>(
            [DayOfWeek.Monday, DayOfWeek.Friday],
            await engine.ScalarAsync<DayOfWeek[]>("select '{monday,friday}'::text[]", Token)
        );
        foreach (var sql in new[] { "select 7.5", "select 3000000000", "select 'x'", "select null::int", "select '{1,null}'::int[]" })
        {
            var failure = await RefusalAsync(() => engine.ScalarAsync<int>(sql, Token));
            Assert.Equal((ErrorStage.Result, ErrorKind.Data), (failure.Stage, failure.Kind));
        }
    }

    /// <summary>The text mode of exports prints what psql prints.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Text_mode_is_psqls(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = await EngineAsync(release);
        const string sql =
            "select 1.50, 'NaN'::numeric, 1e20::float8, true, null::int, '{1,null}'::int[], interval '1 year -1 day', timestamptz '2024-01-01 00:00+00', row(1, 'a b'), '\\xdead'::bytea, point(1, 2), 12.34::money, '10.0.0.1/8'::inet";

        await using var result = await engine.ReadTextAsync(sql, cancellationToken: Token);
        Assert.True(await result.ReadAsync(Token));
        var texts = result.Columns.Select(column => result.GetText(column.Ordinal) ?? "");

        Assert.Equal(await server.ExecuteAsync(sql, Token), string.Join('|', texts));
        Assert.Equal(
            [
                ColumnKind.Number,
                ColumnKind.Number,
                ColumnKind.Number,
                ColumnKind.Boolean,
                ColumnKind.Number,
                ColumnKind.Array,
                ColumnKind.Temporal,
            ],
            result.Columns.Take(7).Select(column => column.Kind)
        );
        Assert.False(await result.ReadAsync(Token));
    }

    async Task<Engine> EngineAsync(PostgresRelease release) =>
        Engine.Create(TargetOf(await ServerAsync(release), PostgresUsers.Trusted, "sslmode=require"));
}
