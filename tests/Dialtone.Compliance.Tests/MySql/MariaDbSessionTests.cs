using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>What a session is like, and what SQLAlchemy's users expect of values.</summary>
public sealed class MariaDbSessionTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Values_are_those_of_the_Python_drivers()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (a tinyint(1), b char(36), c binary(16), d bit(3))", Token);
        await connection.ExecuteAsync("insert into " + table + " values (2, uuid(), unhex(replace(uuid(), '-', '')), b'101')", Token);

        var row = await connection.QueryAsync("select * from " + table, Token).SingleAsync(Token);

        Assert.Equal(2, row.Get<int>("a"));
        Assert.IsType<string>(row["b"]);
        Assert.IsType<byte[]>(row["c"]);
        Assert.Equal(5, row.Get<int>("d"));
        Assert.True(row.Get<bool>("a"));
        Assert.NotEqual(Guid.Empty, row.Get<Guid>("b"));
        Assert.NotEqual(Guid.Empty, row.Get<Guid>("c"));
        Assert.Equal(1, await connection.ExecuteAsync("update " + table + " set a = 2", Token));
    }

    [Fact]
    public async Task Variables_of_the_session_are_not_taken_for_parameters()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);

        await connection.ExecuteAsync("set @answer := 41", Token);

        Assert.Equal(42, await connection.ScalarAsync<int>($"select @answer + {1}", Token));
    }

    [Fact]
    public async Task A_session_of_the_pool_is_as_new()
    {
        await using var engine = await CreateAsync(
            new() { ["init_command"] = "set @greeting = 'hello'" },
            new() { PoolSize = 1, PoolOverflow = 0 }
        );
        var id = await engine.ScalarAsync<long>("select connection_id()", Token);
        await engine.ExecuteAsync("set @mine = 1, @greeting = 'bye'", Token);

        Assert.Equal(id, await engine.ScalarAsync<long>("select connection_id()", Token));
        Assert.Null(await engine.ScalarAsync<string>("select @mine", Token));
        Assert.Equal("hello", await engine.ScalarAsync<string>("select @greeting", Token));
    }

    [Fact]
    public async Task The_collation_is_the_targets()
    {
        await using var engine = await CreateAsync(new() { ["charset"] = "utf8mb4", ["collation"] = "utf8mb4_bin" });

        Assert.Equal("utf8mb4_bin", await engine.ScalarAsync<string>("select @@collation_connection", Token));
        Assert.Equal(0, await engine.ScalarAsync<int>("select 'a' = 'A'", Token));
    }

    [Fact]
    public async Task Compression_changes_nothing()
    {
        await using var engine = await CreateAsync(new() { ["compress"] = true });

        Assert.Equal(100_000, (await engine.ScalarAsync<string>("select repeat('x', 100000)", Token))!.Length);
        Assert.Equal("ON", (await engine.QueryAsync("show status like 'compression'", Token).SingleAsync(Token))[1]);
    }

    [Fact]
    public async Task The_read_timeout_limits_a_statement()
    {
        await using var engine = await CreateAsync(new() { ["read_timeout"] = 1 });

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select sleep(600)", Token));

        Assert.Equal(ErrorKind.Timeout, exception.Kind);
    }

    [Fact]
    public async Task Too_few_connections_are_said_to_be_too_few()
    {
        await using var engine = await CreateAsync(
            [],
            new()
            {
                PoolSize = 1,
                PoolOverflow = 0,
                PoolTimeout = TimeSpan.FromMilliseconds(200),
            }
        );
        await using var connection = await engine.ConnectAsync(Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ConnectAsync(Token));

        Assert.Equal(ErrorKind.Resources, exception.Kind);
        Assert.Contains("EngineOptions.PoolSize", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PREFERRED", "")]
    [InlineData("REQUIRED", "TLS")]
    [InlineData("VERIFY_IDENTITY", "TLS")]
    public async Task A_Unix_socket_is_encrypted_only_on_demand(string mode, string cipher)
    {
        var server = await StartedAsync();
        var arguments = new ConnectArgs { ["password"] = MariaDbUsers.Password, ["ssl_mode"] = mode };
        if (mode == "VERIFY_IDENTITY")
        {
            arguments["ssl_ca"] = servers.Pki.Root;
        }

        await using var engine = Engine.Create(
            $"mysql://{MariaDbUsers.Plain}@/{MariaDbServer.Database}?unix_socket={server.SocketFile}",
            arguments
        );

        var row = await engine.QueryAsync("show status like 'ssl_cipher'", Token).SingleAsync(Token);

        Assert.StartsWith(cipher, row.Get<string>(1), StringComparison.Ordinal);
        Assert.Equal(cipher.Length == 0, row.Get<string>(1).Length == 0);
    }

    [Fact]
    public async Task Two_that_wait_for_each_other_are_told_to_try_again()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (id int primary key, v int) engine=innodb", Token);
        await engine.ExecuteAsync("insert into " + table + " values (1, 0), (2, 0)", Token);
        await using var first = await engine.BeginAsync(cancellationToken: Token);
        await using var second = await engine.BeginAsync(cancellationToken: Token);
        await first.ExecuteAsync("update " + table + " set v = 1 where id = 1", Token);
        await second.ExecuteAsync("update " + table + " set v = 1 where id = 2", Token);

        var crossing = first.ExecuteAsync("update " + table + " set v = 1 where id = 2", Token);
        var other = second.ExecuteAsync("update " + table + " set v = 1 where id = 1", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => Task.WhenAll(crossing, other));
        Assert.Equal((ErrorKind.Retryable, "40001", true), (exception.Kind, exception.SqlState, exception.IsTransient));
    }

    [Fact]
    public async Task A_lock_that_is_not_given_up_is_a_timeout()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (id int primary key) engine=innodb", Token);
        await using var first = await engine.BeginAsync(cancellationToken: Token);
        await first.ExecuteAsync("insert into " + table + " values (1)", Token);
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("set innodb_lock_wait_timeout = 1", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() =>
            connection.ExecuteAsync("insert into " + table + " values (1)", Token)
        );

        Assert.Equal((ErrorKind.Timeout, 1205), (exception.Kind, exception.Failure.Server?.Number));
    }

    async Task<MariaDbServer> StartedAsync()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        return await servers.MariaDbAsync();
    }

    async Task<Engine> CreateAsync(ConnectArgs arguments, EngineOptions? options = null)
    {
        var server = await StartedAsync();
        arguments["password"] = MariaDbUsers.Password;
        return Engine.Create($"mysql://{MariaDbUsers.Plain}@localhost:{server.Port}/{MariaDbServer.Database}", arguments, options);
    }
}
