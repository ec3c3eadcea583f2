using System.Net;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What values of .NET become at the server.</summary>
public sealed class ParameterTests(TestServers servers) : PostgresTests(servers)
{
    static readonly DateTime Moment = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    enum Mood
    {
        Sad,
        InLove,
        NC17,
        HttpDown,
    }

    /// <summary>A value's type at the server and its text there; for an empty type the server may choose.</summary>
    static readonly (object? Value, string Type, string? Text)[] Typed =
    [
        (true, "boolean", "true"),
        ((byte)1, "smallint", "1"),
        ((sbyte)-1, "smallint", "-1"),
        ((short)1, "smallint", "1"),
        (ushort.MaxValue, "integer", "65535"),
        (1, "integer", "1"),
        (uint.MaxValue, "bigint", "4294967295"),
        (1L, "bigint", "1"),
        ((nint)1, "bigint", "1"),
        (ulong.MaxValue, "numeric", "18446744073709551615"),
        (1.50m, "numeric", "1.50"),
        ((Half)1.5, "real", "1.5"),
        (1.5f, "real", "1.5"),
        (double.NaN, "double precision", "NaN"),
        (Guid.Parse("11111111-2222-3333-4444-555555555555"), "uuid", "11111111-2222-3333-4444-555555555555"),
        (new DateOnly(2024, 2, 29), "date", "2024-02-29"),
        (new TimeOnly(1, 2, 3), "time without time zone", "01:02:03"),
        (TimeSpan.FromMinutes(90), "interval", "01:30:00"),
        (Moment, "timestamp with time zone", "2024-01-02 03:04:05+00"),
        (Moment.ToLocalTime(), "timestamp with time zone", "2024-01-02 03:04:05+00"),
        (DateTime.SpecifyKind(Moment, DateTimeKind.Unspecified), "timestamp without time zone", "2024-01-02 03:04:05"),
        (DateTime.MaxValue.ToUniversalTime(), "timestamp with time zone", "infinity"),
        (new DateTimeOffset(2024, 1, 2, 5, 4, 5, TimeSpan.FromHours(2)), "timestamp with time zone", "2024-01-02 03:04:05+00"),
        (new byte[] { 0xde, 0xad }, "bytea", "\\xdead"),
        (IPAddress.Loopback, "inet", "127.0.0.1/32"),
        (IPNetwork.Parse("10.0.0.0/8"), "cidr", "10.0.0.0/8"),
        (JsonDocument.Parse("{\"a\":1}"), "jsonb", "{\"a\": 1}"),
        (JsonDocument.Parse("[1]").RootElement, "jsonb", "[1]"),
        (JsonNode.Parse("{\"a\":1}"), "jsonb", "{\"a\": 1}"),
        (new[] { 1, 2 }, "integer[]", "{1,2}"),
        (new List<long> { 1 }, "bigint[]", "{1}"),
        (new int?[] { 1, null }, "integer[]", "{1,NULL}"),
        (Array.Empty<int>(), "integer[]", "{}"),
        (new[] { "a", null, "b c" }, "text[]", "{a,NULL,\"b c\"}"),
        (new[] { Moment }, "timestamp with time zone[]", "{\"2024-01-02 03:04:05+00\"}"),
        (
            new[,]
            {
                { 1, 2 },
                { 3, 4 },
            },
            "integer[]",
            "{{1,2},{3,4}}"
        ),
    ];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Values_keep_their_type(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        foreach (var (value, type, text) in Typed)
        {
            var row = await engine.QueryAsync($"select pg_typeof({value})::text, {value}::text", Token).SingleAsync(Token);
            Assert.Equal((type, text), (row.Get<string>(0), row.Get<string>(1)));
        }
    }

    /// <summary>A text means what the column wants, as with psycopg.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Text_and_null_take_the_type_of_their_place(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("create type pg_temp.mood as enum ('sad', 'in_love', 'nc17', 'http_down')", Token);
        await transaction.ExecuteAsync(
            "create temp table taken (m pg_temp.mood, d date, z timestamptz, i int, n numeric, j json, b jsonb, u uuid, a int[], t text, o bool, v interval, p inet, ms pg_temp.mood[])",
            Token
        );
        (string Column, object? Value, string? Text)[] cases =
        [
            ("m", "sad", "sad"),
            ("m", Mood.InLove, "in_love"),
            ("m", Mood.NC17, "nc17"),
            ("m", Mood.HttpDown, "http_down"),
            ("m", null, null),
            ("d", "2024-02-29", "2024-02-29"),
            ("d", null, null),
            ("z", "2024-01-01", "2024-01-01 00:00:00+00"),
            ("i", "42", "42"),
            ("i", (Mood)7, "7"),
            ("n", "1.50", "1.50"),
            ("n", BigInteger.Pow(10, 30), "1000000000000000000000000000000"),
            ("n", Int128.MaxValue, "170141183460469231731687303715884105727"),
            ("j", "{\"a\":1}", "{\"a\":1}"),
            ("b", "{\"a\":1}", "{\"a\": 1}"),
            ("u", "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-555555555555"),
            ("a", "{1,2}", "{1,2}"),
            ("t", "O'Brien \\ é 😀", "O'Brien \\ é 😀"),
            ("t", 'c', "c"),
            ("t", "", ""),
            ("t", Mood.Sad, "sad"),
            ("t", new Uri("http://example.com/a b"), "http://example.com/a b"),
            ("o", "t", "true"),
            ("v", "1 year", "1 year"),
            ("p", "10.0.0.1/8", "10.0.0.1/8"),
            ("ms", new[] { Mood.Sad, Mood.InLove }, "{sad,in_love}"),
            ("ms", new List<Mood?> { Mood.Sad, null }, "{sad,NULL}"),
            ("t", 5, "5"),
        ];
        foreach (var (column, value, text) in cases)
        {
            await transaction.ExecuteAsync($"insert into taken ({Sql.Sql.Identifier(column)}) values ({value})", Token);
            Assert.Equal(text, await transaction.ScalarAsync<string>($"select {Sql.Sql.Identifier(column)}::text from taken", Token));
            Assert.Equal(1, await transaction.ExecuteAsync("delete from taken", Token));
        }
        Assert.True(await transaction.ScalarAsync<bool>($"select 'in_love'::pg_temp.mood = {Mood.InLove}", Token));
        Assert.True(await transaction.ScalarAsync<bool>($"select 'sad'::pg_temp.mood = any({new[] { Mood.Sad }})", Token));
        Assert.Equal("x", await transaction.ScalarAsync<string>($"select {"x"}", Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Binds_by_name(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        var binds = new Binds { ["a"] = 1, ["b"] = "x:y" };
        var row = await engine.QueryAsync("select :a + :a, :b, ':a', '{1,2}'::int[] /* :c */", binds, Token).SingleAsync(Token);
        Assert.Equal([2, "x:y", ":a", new[] { 1, 2 }], row);

        var missing = await RefusalAsync(() => engine.ScalarAsync<int>("select :a + :c", binds, Token));
        Assert.Equal((ErrorStage.Statement, ErrorKind.Usage), (missing.Stage, missing.Kind));
        Assert.Contains(":c", missing.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task What_cannot_be_sent_is_one_clear_error(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        foreach (
            var value in new object[]
            {
                new(),
                new HashSet<int> { 1 },
                new Version(1, 2),
                new[] { new object() },
            }
        )
        {
            var failure = await RefusalAsync(() => engine.ScalarAsync<object>($"select {value}", Token));
            AssertFailure(failure, ErrorStage.Statement, ErrorKind.Data, "a value cannot be sent as a parameter: ");
        }

        var zero = await RefusalAsync(() => engine.ScalarAsync<string>($"select {"a\0b"}", Token));
        Assert.Equal(ErrorKind.Data, zero.Kind);
        var place = await RefusalAsync(() => engine.ScalarAsync<bool>($"select {(object?)null} is null", Token));
        AssertFailure(place, ErrorStage.Statement, ErrorKind.Statement, "could not determine data type of parameter $1");
        Assert.Contains(":name::text", place.Failure.Fix, StringComparison.Ordinal);
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    async Task<Engine> EngineAsync(PostgresRelease release) =>
        Engine.Create(TargetOf(await ServerAsync(release), PostgresUsers.Trusted, "sslmode=require"));
}
