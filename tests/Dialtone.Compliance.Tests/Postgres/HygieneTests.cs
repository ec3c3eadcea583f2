using Dapper;
using Dialtone.Pooling;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What one user does to a session never reaches the next one, whichever way it is done; and what does nothing costs nothing.</summary>
public sealed class HygieneTests(TestServers servers) : PostgresTests(servers)
{
    const string Setting = "select coalesce(current_setting('app.who', true), '')";
    const string Locks = "select count(*)::text from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()";

    // Code of the schema that a plain statement reaches.
    const string Schema = """
        create table plain (id int);
        create function who() returns int language sql as $$ select 1 from set_config('app.who', 'somebody', false) $$;
        create function dynamic() returns int language plpgsql as $$ begin execute 'set app.who = somebody'; return 1; end $$;
        create view noisy as select set_config('app.who', 'somebody', false) as w;
        create view locking as select pg_advisory_lock(7)::text as l;
        create view through as select who() as w;
        create table watched (id int, made text default set_config('app.who', 'somebody', false));
        create table triggered (id int);
        create function tell() returns trigger language plpgsql as $$ begin perform set_config('app.who', 'somebody', false); return new; end $$;
        create trigger tell before insert on triggered for each row execute function tell();
        create function plus(text, text) returns text language sql as $$ select set_config('app.who', $1 || $2, false) $$;
        create operator #+# (leftarg = text, rightarg = text, function = plus);
        create table ruled (id int);
        create rule tell as on insert to ruled do also select pg_advisory_lock(8);
        create function atomic() returns text return set_config('app.who', 'somebody', false);
        """;

    public static TheoryData<PostgresRelease, string, string, string> Touches
    {
        get
        {
            (string Touch, string Probe, string Clean)[] rows =
            [
                ("set app.who = 'somebody'", Setting, ""),
                (
                    "set session characteristics as transaction isolation level serializable",
                    "show default_transaction_isolation",
                    "read committed"
                ),
                ("set statement_timeout = 12345", "show statement_timeout", "0"),
                ("set search_path = nowhere", "show search_path", "\"$user\", public"),
                ("select set_config('app.who', 'somebody', false)", Setting, ""),
                ("select \"set_config\"('app.who', 'somebody', false)", Setting, ""),
                ("select pg_catalog . set_config('app.who', 'somebody', false)", Setting, ""),
                ("select pg_catalog./* */set_config /* ( */ ('app.who', 'somebody', false)", Setting, ""),
                ("with a as (select set_config('app.who', 'somebody', false)) select * from a", Setting, ""),
                ("select 1; set app.who = 'somebody'", Setting, ""),
                ("select * from set_config('app.who', 'somebody', false) as count", Setting, ""),
                ("do $$ begin perform set_config('app.who', 'somebody', false); end $$", Setting, ""),
                ("explain analyze select set_config('app.who', 'somebody', false)", Setting, ""),
                ("select who()", Setting, ""),
                ("select dynamic()", Setting, ""),
                ("select atomic()", Setting, ""),
                ("select * from noisy", Setting, ""),
                ("select w from through", Setting, ""),
                ("insert into watched (id) values (1)", Setting, ""),
                ("insert into triggered values (1)", Setting, ""),
                ("select 'some'::text #+# 'body'::text", Setting, ""),
                ("insert into plain (id) select 1 from noisy", Setting, ""),
                ("select query_to_xml('select set_config(''app.who'', ''somebody'', false)', true, true, '')", Setting, ""),
                ("create temp table left_over (id int)", "select (to_regclass('pg_temp.left_over') is null)::text", "true"),
                ("select 1 as id into temp left_over", "select (to_regclass('pg_temp.left_over') is null)::text", "true"),
                ("select pg_advisory_lock(1)", Locks, "0"),
                ("select count(*) from locking", Locks, "0"),
                ("table locking", Locks, "0"),
                ("insert into ruled values (1)", Locks, "0"),
                ("listen news", "select count(*)::text from pg_listening_channels()", "0"),
                ("prepare p as select 1", "select count(*)::text from pg_prepared_statements where from_sql", "0"),
                ("declare c cursor with hold for select 1", "select count(*)::text from pg_cursors where name = 'c'", "0"),
                ("begin; set local app.who = 'somebody'", Setting, ""),
                ("set role hygiene_role", "select current_user::text", PostgresUsers.Trusted),
                ("select set_config('role', 'hygiene_role', false)", "select current_user::text", PostgresUsers.Trusted),
            ];
            var data = new TheoryData<PostgresRelease, string, string, string>();
            foreach (var (touch, probe, clean) in rows)
            {
                data.Add(PostgresRelease.V18, touch, probe, clean);
            }
            data.Add(PostgresRelease.V15, rows[0].Touch, rows[0].Probe, rows[0].Clean);
            data.Add(PostgresRelease.V15, "select * from noisy", Setting, "");
            data.Add(PostgresRelease.V15, "insert into triggered values (1)", Setting, "");
            return data;
        }
    }

    /// <summary>Restates: a connection comes back in the state in which it was opened. SQLAlchemy's own pool rolls back only.</summary>
    [Theory]
    [MemberData(nameof(Touches))]
    public async Task Nothing_reaches_the_next_user(PostgresRelease release, string touch, string probe, string clean)
    {
        await using var engine = await EngineAsync(release, "hygiene", Schema);
        // The pool knows the database's code by now, so that it may decide not to reset.
        await engine.ScalarAsync<int>("select 1", Token);
        await engine.ScalarAsync<int>("select 1", Token);

        await engine.ExecuteAsync(touch, Token);

        Assert.Equal(clean, await engine.ScalarAsync<string>(probe, Token) ?? "");
    }

    /// <summary>Without the reset the same statements do reach the next user: the test above can fail.</summary>
    [Fact]
    public async Task Without_a_reset_it_does()
    {
        await using var engine = await EngineAsync(PostgresRelease.V18, "hygiene", Schema, new() { SessionReset = SessionReset.Never });

        await engine.ExecuteAsync("select * from noisy", Token);

        Assert.Equal("somebody", await engine.ScalarAsync<string>(Setting, Token));
    }

    [Fact]
    public async Task Not_through_the_drivers_connection_nor_through_ado_net()
    {
        await using var engine = await EngineAsync(PostgresRelease.V18, "hygiene", Schema);
        await using (var connection = await engine.ConnectAsync(Token))
        {
            await using var command = connection.Driver.CreateCommand();
            command.CommandText = "set app.who = 'somebody'";
            await command.ExecuteNonQueryAsync(Token);
        }
        Assert.Equal("", await engine.ScalarAsync<string>(Setting, Token) ?? "");

        await using (var connection = engine.DataSource.CreateConnection())
        {
            await connection.ExecuteAsync("set app.who = 'somebody'");
        }
        Assert.Equal("", await engine.ScalarAsync<string>(Setting, Token) ?? "");
    }

    /// <summary>Also when the plain statement's code came into the database after the pool had asked for it.</summary>
    [Fact]
    public async Task Code_that_the_engine_itself_adds_is_seen_at_once()
    {
        await using var engine = await EngineAsync(PostgresRelease.V18, "hygiene_clean", "create table plain (id int)");
        await engine.ScalarAsync<int>("select 1", Token);
        await engine.ExecuteAsync("create or replace view late as select set_config('app.who', 'somebody', false) as w", Token);

        await engine.ExecuteAsync("select * from late", Token);

        Assert.Equal("", await engine.ScalarAsync<string>(Setting, Token) ?? "");
        await engine.ExecuteAsync("drop view late", Token);
    }

    /// <summary>A plain statement in a database without such code costs the server nothing more, as its own log says.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Plain_statements_are_not_followed_by_anything(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = await EngineAsync(
            release,
            "hygiene_quiet",
            """
            create table film (id serial primary key, title text default upper('x') check (length(title) > 0));
            create function stamp() returns trigger language plpgsql as $$ begin update film set title = title where false; return new; end $$;
            create trigger stamp before insert on film for each row execute function stamp();
            create view titles as select title, count(*) as n from film group by title;
            """
        );
        await server.ExecuteAsync("alter database hygiene_quiet set log_statement = 'all'", Token);
        await engine.ScalarAsync<int>("select 1", Token);
        await engine.ScalarAsync<int>("select 1", Token);
        engine.Invalidate();
        await engine.ScalarAsync<int>("select 2 as warm", Token);
        var pid = await engine.ScalarAsync<int>("select pg_backend_pid()", Token);
        var before = server.Log.Length;

        for (var id = 1; id <= 20; id++)
        {
            await engine.ExecuteAsync($"insert into film (title) values ({"film " + id})", Token);
            await engine.ScalarAsync<string>($"select title from film where id = {id}", Token);
            await engine.ScalarAsync<long>($"select max(n) from titles where title like {"film%"}", Token);
            await engine.ExecuteAsync($"update film set title = coalesce(title, '') where id = {id}", Token);
        }

        Assert.Equal(pid, await engine.ScalarAsync<int>("select pg_backend_pid()", Token));
        var log = server.Log[before..].Split('\n').Where(line => line.Contains($"[{pid}]", StringComparison.Ordinal)).ToArray();
        Assert.True(log.Count(line => line.Contains("film", StringComparison.Ordinal)) >= 80);
        Assert.DoesNotContain(
            log,
            line => line.Contains("RESET ALL", StringComparison.Ordinal) || line.Contains("pg_proc", StringComparison.Ordinal)
        );
    }

    // The first test that needs the database makes it.
    async Task<Engine> EngineAsync(PostgresRelease release, string database, string schema, EngineOptions? options = null)
    {
        var server = await ServerAsync(release);
        await Making.WaitAsync(Token);
        try
        {
            if (await server.ExecuteAsync($"select count(*) from pg_database where datname = '{database}'", Token) == "0")
            {
                await server.ExecuteAsync($"create database {database} owner {PostgresUsers.Trusted}", Token);
                if (await server.ExecuteAsync("select count(*) from pg_roles where rolname = 'hygiene_role'", Token) == "0")
                {
                    await server.ExecuteAsync("create role hygiene_role", Token);
                    await server.ExecuteAsync($"grant hygiene_role to {PostgresUsers.Trusted}", Token);
                }
                await using var maker = Engine.Create(TargetOf(server, PostgresUsers.Trusted, $"dbname={database}"));
                await foreach (var statement in maker.ReadScriptAsync(new StringReader(schema), Token))
                {
                    await maker.ExecuteAsync(statement.Text, Token);
                }
            }
        }
        finally
        {
            Making.Release();
        }
        return Engine.Create(
            TargetOf(server, PostgresUsers.Trusted, $"dbname={database} sslmode=disable"),
            options: (options ?? new()) with
            {
                PoolSize = 1,
                PoolOverflow = 0,
            }
        );
    }

    static readonly SemaphoreSlim Making = new(1);
}
