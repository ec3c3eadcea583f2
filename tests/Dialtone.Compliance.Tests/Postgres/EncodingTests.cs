using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>libpq's <c>client_encoding</c>: the server knows which names there are.</summary>
public sealed class EncodingTests(TestServers servers) : PostgresTests(servers)
{
    /// <summary>Each name that PostgreSQL has or nearly has; the server's verdict is ours.</summary>
    [Fact]
    public async Task Names_are_the_servers()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        string[] names =
        [
            .. (await server.ExecuteAsync("select distinct pg_encoding_to_char(n) from generate_series(0, 50) n", Token)).Split(
                '\n',
                StringSplitOptions.RemoveEmptyEntries
            ),
            .. Enumerable.Range(0, 18).SelectMany(number => new[] { $"latin{number}", $"ISO-8859-{number}", $"iso_8859_{number}" }),
            .. Enumerable.Range(1249, 11).SelectMany(number => new[] { $"win{number}", $"Windows-{number}" }),
            .. new[] { 866, 874, 932, 936, 949, 950, 437 }.SelectMany(number => new[] { $"win{number}", $"windows{number}" }),
            .. "abc alt koi8 koi8-r koi8-t big-5 euc-jp mskanji mule tcvn tcvn5712 unicode utf-8 utf-16 vscii win ascii us-ascii sql-ascii bogus x".Split(
                ' '
            ),
        ];
        await server.ExecuteAsync(
            """
            create or replace function knows(name text) returns bool language plpgsql as
            $$ begin return pg_char_to_encoding(name) >= 0; end $$
            """,
            Token
        );
        foreach (var name in names.Where(name => name.Length > 0))
        {
            var known = await server.ExecuteAsync($"select knows('{name}')", Token);
            Assert.True(PostgresEncodings.Knows(name) == (known == "t"), $"{name}: the server says {known}");
        }
    }

    [Theory]
    [InlineData("latin1")]
    [InlineData("auto")]
    [InlineData("SJIS")]
    public async Task Text_is_the_same_in_every_encoding(string name)
    {
        var server = await ServerAsync(PostgresRelease.V18);
        await using var connector = TestConnector.Create(
            TargetOf(server, PostgresUsers.Trusted, $"sslmode=require client_encoding={name}")
        );
        Assert.Equal("é€漢", await connector.AskAsync("select U&'\\00e9\\20ac\\6f22'", Token));
    }

    [Fact]
    public async Task A_name_that_no_server_knows_is_refused_in_the_servers_words()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        var target = TargetOf(server, PostgresUsers.Trusted, "sslmode=require client_encoding=bogus");
        var psql = await new Psql { WithLibpq18 = true }.QueryAsync(target, "select 1", Token);

        var failure = Assert.Throws<DatabaseException>(() => TestConnector.Create(target));

        Assert.Contains(failure.Failure.What, psql.Error, StringComparison.Ordinal);
        Assert.Equal("client_encoding comes from the target", failure.Failure.Origin);
    }
}
