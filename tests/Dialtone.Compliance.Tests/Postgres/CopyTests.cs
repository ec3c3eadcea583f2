using System.Text;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Restates psycopg's copy(): what COPY sends can be sent back, in every format, and a broken source leaves nothing.</summary>
public sealed class CopyTests(TestServers servers) : PostgresTests(servers)
{
    const string Rows = "select n, 'it''s ' || n || E'\\t\\\\ ü', case when n % 2 = 0 then now() end from generate_series(1, 5000) n";

    [Theory]
    [InlineData("text")]
    [InlineData("csv")]
    [InlineData("binary")]
    public async Task There_and_back(string format)
    {
        await using var engine = await EngineAsync();
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("create temp table there (n int, t text, at timestamptz)", Token);
        await connection.ExecuteAsync("create temp table back (like there)", Token);
        await connection.ExecuteAsync("insert into there " + Rows, Token);
        using var bytes = new MemoryStream();

        var sent = await connection.CopyOutAsync($"copy there to stdout (format {format})", bytes, Token);
        Assert.Equal(bytes.Length, sent);
        bytes.Position = 0;
        Assert.Equal(sent, await connection.CopyInAsync($"copy back from stdin (format {format})", bytes, Token));

        Assert.Equal(
            5000,
            await connection.ScalarAsync<int>("select count(*)::int from (select * from there intersect select * from back) x", Token)
        );
    }

    [Fact]
    public async Task A_source_that_breaks_leaves_nothing()
    {
        await using var engine = await EngineAsync();
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("create temp table half (n int)", Token);

        await Assert.ThrowsAsync<IOException>(() => connection.CopyInAsync("copy half from stdin", new BreakingStream(), Token));
        Assert.Equal(0, await connection.ScalarAsync<int>("select count(*)::int from half", Token));
        var failure = await RefusalAsync(() => connection.CopyInAsync("copy half from stdin", new MemoryStream("x\n"u8.ToArray()), Token));
        Assert.Equal("22P02", failure.SqlState);
    }

    /// <summary>A full disk is not a lost server: the caller hears of it, and the session goes on.</summary>
    [Fact]
    public async Task A_destination_that_breaks_leaves_the_session()
    {
        await using var engine = await EngineAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var session = await connection.ScalarAsync<int>("select pg_backend_pid()", Token);

        await Assert.ThrowsAsync<IOException>(() =>
            connection.CopyOutAsync("copy (select * from generate_series(1, 1000000)) to stdout", new FullStream(), Token)
        );

        Assert.Equal(session, await connection.ScalarAsync<int>("select pg_backend_pid()", Token));
    }

    sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > 100_000 ? throw new IOException("no space left") : base.WriteAsync(buffer, cancellationToken);
    }

    async Task<Engine> EngineAsync()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        return Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root}")
        );
    }

    sealed class BreakingStream : MemoryStream
    {
        public BreakingStream()
            : base(Encoding.ASCII.GetBytes("1\n2\n")) { }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position == Length ? throw new IOException("broken") : base.ReadAsync(buffer, cancellationToken);
    }
}
