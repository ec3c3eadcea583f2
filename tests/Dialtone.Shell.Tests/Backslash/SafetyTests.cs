using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Shell.Tests.Backslash;

/// <summary>What protects a person's data, in a terminal where a person sits.</summary>
public sealed class SafetyTests(TestServers servers)
{
    const string Prompt = "postgres=> ";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("delete from {0};", "DELETE without WHERE changes every row", "select count(*) = 0 from {0}")]
    [InlineData("update {0} set i = 0;", "UPDATE without WHERE changes every row", "select max(i) = 0 from {0}")]
    [InlineData("truncate {0};", "TRUNCATE TABLE", "select count(*) = 0 from {0}")]
    [InlineData("drop table {0};", "DROP TABLE", "select to_regclass('{0}') is null")]
    [InlineData(
        "alter table {0} drop column i;",
        "ALTER TABLE",
        "select count(*) = 0 from pg_attribute where attrelid = '{0}'::regclass and attname = 'i'"
    )]
    public async Task What_destroys_is_asked_about(string statement, string what, string done)
    {
        var (server, terminal) = await StartAsync();
        await using var _ = terminal;
        var table = $"asked_{Guid.NewGuid():N}";
        var question = $"{what}: {table} has 1,234 rows. Run it? [y/N] ";
        await server.ExecuteAsync($"create table {table} as select generate_series(1, 1234) as i", Token);

        await terminal.TypeAsync(string.Format(null, statement, table), question);
        var refused = await terminal.TypeAsync("", Prompt);
        Assert.Contains("Not run.", refused, StringComparison.Ordinal);
        Assert.Equal("1234", await server.ExecuteAsync($"select count(i) from {table} where i > 0", Token));

        await terminal.TypeAsync(string.Format(null, statement, table), question);
        await terminal.TypeAsync("y", Prompt);
        Assert.Equal("t", await server.ExecuteAsync(string.Format(null, done, table), Token));
    }

    [Fact]
    public async Task A_condition_needs_no_question()
    {
        var (server, terminal) = await StartAsync();
        await using var _ = terminal;
        var table = $"quiet_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"create table {table} as select generate_series(1, 3) as i", Token);

        Assert.Contains("DELETE 1", await terminal.TypeAsync($"delete from {table} where i = 1;", Prompt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_prompt_shows_the_transaction_and_quitting_asks()
    {
        var (_, terminal) = await StartAsync();
        await using var __ = terminal;

        await terminal.TypeAsync("begin;", "postgres=*> ");
        var failure = await terminal.TypeAsync("select 1 / 0;", "postgres=!> ");
        Assert.Contains("ERROR:  division by zero (22012)", failure, StringComparison.Ordinal);
        await terminal.TypeAsync("\\q", "A transaction is open, and would be rolled back. Quit? [y/N] ");
        await terminal.TypeAsync("n", "postgres=!> ");
        await terminal.TypeAsync("rollback;", Prompt);
        await terminal.TypeAsync("select (1", "(> ");
        await terminal.TypeAsync(");", Prompt);
        Assert.Equal(0, await terminal.EndAsync("\\q"));
    }

    [Fact]
    public async Task Read_only_is_the_servers_word()
    {
        var (server, terminal) = await StartAsync("--read-only");
        await using var _ = terminal;

        var refused = await terminal.TypeAsync("create table never (i int);", "postgres (read-only)=> ");

        Assert.Contains("cannot execute CREATE TABLE in a read-only transaction (25006)", refused, StringComparison.Ordinal);
        Assert.Equal("", await server.ExecuteAsync("select to_regclass('never')", Token));
    }

    [Fact]
    public async Task A_lost_server_is_found_again_and_only_a_query_runs_again()
    {
        var (server, terminal) = await StartAsync();
        await using var _ = terminal;
        await terminal.TypeAsync("set application_name = 'lost_one';", Prompt);

        await LoseAsync(server);
        var query = await terminal.TypeAsync("select 40 + 2 as answer;", Prompt);
        Assert.Contains("Connected again", query, StringComparison.Ordinal);
        Assert.Contains("     42\n", query, StringComparison.Ordinal);

        await terminal.TypeAsync("set application_name = 'lost_one';", Prompt);
        await LoseAsync(server);
        var change = await terminal.TypeAsync("create table twice (i int);", Prompt);
        Assert.Contains("The statement was not run again: it may have happened already.", change, StringComparison.Ordinal);
        Assert.Equal("", await server.ExecuteAsync("select to_regclass('twice')", Token));

        await terminal.TypeAsync("set application_name = 'lost_one';", Prompt);
        await terminal.TypeAsync("begin;", "postgres=*> ");
        await LoseAsync(server);
        var inside = await terminal.TypeAsync("select 1;", Prompt);
        Assert.Contains("The open transaction was rolled back by the server.", inside, StringComparison.Ordinal);
        Assert.DoesNotContain("(1 row)", inside, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_writes_does_not_write_twice()
    {
        var (server, terminal) = await StartAsync();
        await using var _ = terminal;
        await server.ExecuteAsync(
            "create table if not exists written (i int); create or replace function write_one() returns int language sql as 'insert into written values (1) returning i'",
            Token
        );
        await terminal.TypeAsync("set application_name = 'lost_one';", Prompt);

        await LoseAsync(server);
        var again = await terminal.TypeAsync("select write_one();", Prompt);

        Assert.Contains("cannot execute INSERT in a read-only transaction", again, StringComparison.Ordinal);
        Assert.Equal("0", await server.ExecuteAsync("select count(*) from written", Token));
    }

    [Fact]
    public async Task A_savepoint_before_each_statement_keeps_the_transaction()
    {
        var (_, terminal) = await StartAsync();
        await using var __ = terminal;
        await terminal.TypeAsync("\\set ON_ERROR_ROLLBACK interactive", Prompt);

        await terminal.TypeAsync("begin;", "postgres=*> ");
        await terminal.TypeAsync("create temp table kept (i int);", "postgres=*> ");
        await terminal.TypeAsync("select 1 / 0;", "postgres=*> ");
        await terminal.TypeAsync("commit;", Prompt);

        Assert.Contains("(0 rows)", await terminal.TypeAsync("select * from kept;", Prompt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_is_never_shown_and_never_sent()
    {
        var (server, terminal) = await StartAsync();
        await using var _ = terminal;
        var user = $"keeper_{Guid.NewGuid():N}";
        await server.ExecuteAsync($"create role {user}", Token);

        var shown = await terminal.TypeAsync($"\\password {user}", $"Enter new password for user \"{user}\": ");
        shown += await terminal.TypeAsync("open-sesame", "Enter it again: ");
        shown += await terminal.TypeAsync("open-sesame", Prompt);

        Assert.DoesNotContain("sesame", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("sesame", server.Log, StringComparison.Ordinal);
        Assert.StartsWith(
            "SCRAM-SHA-256$4096:",
            await server.ExecuteAsync($"select rolpassword from pg_authid where rolname = '{user}'", Token),
            StringComparison.Ordinal
        );
    }

    static async Task LoseAsync(PostgresServer server) =>
        Assert.Equal(
            "t",
            await server.ExecuteAsync(
                "select bool_and(pg_terminate_backend(pid, 10000)) from pg_stat_activity where application_name = 'lost_one'",
                Token
            )
        );

    async Task<(PostgresServer Server, ShellTerminal Terminal)> StartAsync(params string[] options)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        var target = $"host={server.SocketFolder} port={server.Port} user={PostgresServer.SuperUser} dbname={PostgresServer.Database}";
        var prompt = options.Length > 0 ? "postgres (read-only)=> " : Prompt;
        return (server, await ShellTerminal.StartAsync(prompt, [target, .. options]));
    }
}
