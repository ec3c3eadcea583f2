using Dialtone.Errors;

namespace Dialtone.Tests.Dialects.Sqlite;

/// <summary>Databases in files: how they are opened, and why they cannot be.</summary>
public sealed class SqliteFileTests : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dialtone-sqlite-");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    string PathOf(string name) => Path.Combine(folder.FullName, name);

    Engine Open(string name, string query = "") => Engine.Create($"sqlite:///{PathOf(name)}{query}");

    [Fact]
    public async Task A_new_file_has_a_write_ahead_log_and_keys_are_enforced()
    {
        await using var engine = Open("new.db");

        Assert.Equal("wal", await engine.ScalarAsync<string>("pragma journal_mode", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>("pragma foreign_keys", Token));
        Assert.True(File.Exists(PathOf("new.db")));
    }

    [Fact]
    public async Task The_target_may_choose_otherwise()
    {
        await using var engine = Open("old.db", "?journal_mode=delete&foreign_keys=false");

        Assert.Equal("delete", await engine.ScalarAsync<string>("pragma journal_mode", Token));
        Assert.Equal(0, await engine.ScalarAsync<int>("pragma foreign_keys", Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_written_is_there_again(bool pooling)
    {
        var options = new EngineOptions { Pooling = pooling };
        await using (var engine = Engine.Create($"sqlite:///{PathOf("a.db")}", null, options))
        {
            await engine.ExecuteAsync("create table t (a)", Token);
            await engine.ExecuteAsync("insert into t values (42)", Token);
        }

        await using var again = Engine.Create($"sqlite:///{PathOf("a.db")}", null, options);
        Assert.Equal(42, await again.ScalarAsync<int>("select a from t", Token));
    }

    [Fact]
    public async Task Disposing_lets_go_of_the_file()
    {
        await using (var engine = Open("gone.db"))
        {
            await engine.ExecuteAsync("create table t (a)", Token);
        }

        Assert.Equal([PathOf("gone.db")], Directory.GetFiles(folder.FullName));
    }

    [Theory]
    [InlineData("ro")]
    [InlineData("rw")]
    public async Task A_file_that_must_exist_is_not_made(string mode)
    {
        await using var engine = Open("missing.db", $"?mode={mode}");

        var exception = await FailAsync(engine);

        Assert.Contains($"the database file \"{PathOf("missing.db")}\" does not exist", exception.Message, StringComparison.Ordinal);
        Assert.Contains("the target", exception.Failure.Origin, StringComparison.Ordinal);
        Assert.Contains("mode=rwc", exception.Failure.Fix, StringComparison.Ordinal);
        Assert.False(File.Exists(PathOf("missing.db")));
    }

    [Fact]
    public async Task A_folder_is_no_database()
    {
        await using var engine = Open("");

        Assert.Contains("it is a folder", (await FailAsync(engine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_is_missing_is_named()
    {
        await using var engine = Open("nowhere/a.db");

        Assert.Contains($"the folder \"{PathOf("nowhere")}\" does not exist", (await FailAsync(engine)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?mode=ro")]
    public async Task A_file_of_another_kind_is_refused_when_it_is_opened(string query)
    {
        await File.WriteAllTextAsync(PathOf("letter.txt"), string.Concat(Enumerable.Repeat("Dear reader, ", 100)), Token);
        await using var engine = Open("letter.txt", query);

        Assert.Contains("is not a SQLite database", (await FailAsync(engine)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_called_damaged()
    {
        await using (var engine = Open("hurt.db", "?journal_mode=delete"))
        {
            await engine.ExecuteAsync("create table t (a)", Token);
            await engine.ExecuteAsync("insert into t select zeroblob(4000) from (select 1 union select 2 union select 3 union select 4)", Token);
        }

        await using (var file = File.OpenWrite(PathOf("hurt.db")))
        {
            file.Position = 4096;
            await file.WriteAsync(new byte[4096].Select(_ => (byte)0xAA).ToArray(), Token);
        }

        await using var hurt = Open("hurt.db");
        var exception = await Assert.ThrowsAsync<DatabaseException>(() => hurt.ScalarAsync<int>("select count(a) from t", Token));
        Assert.Equal("XX001", exception.SqlState);
        Assert.Equal(11, exception.Failure.Server?.Number & 0xff);
    }

    [Fact]
    public async Task A_file_that_is_opened_for_reading_is_not_written()
    {
        await using (var engine = Open("a.db"))
        {
            await engine.ExecuteAsync("create table t (a)", Token);
        }

        await using var reading = Open("a.db", "?mode=ro");
        await using var transaction = await reading.BeginAsync(cancellationToken: Token);
        Assert.Equal(0, await transaction.ScalarAsync<int>("select count(*) from t", Token));
        var exception = await Assert.ThrowsAsync<DatabaseException>(() => transaction.ExecuteAsync("insert into t values (1)", Token));
        Assert.Equal((ErrorKind.Permission, "25006"), (exception.Kind, exception.SqlState));
    }

    [Fact]
    public async Task A_relative_path_starts_where_the_program_started()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, PathOf("relative.db"));
        await using var engine = Engine.Create($"sqlite:///{relative}");

        await engine.ExecuteAsync("create table t (a)", Token);

        Assert.True(File.Exists(PathOf("relative.db")));
    }

    [Theory]
    [InlineData("a b.db")]
    [InlineData("q'uote.db")]
    [InlineData("semi;colon=x.db")]
    [InlineData("ümläut.db")]
    public async Task A_name_may_hold_what_the_file_system_allows(string name)
    {
        await using var engine = Engine.Create("sqlite://", new() { ["database"] = PathOf(name) });

        await engine.ExecuteAsync("create table t (a)", Token);

        Assert.True(File.Exists(PathOf(name)));
    }

    [Fact]
    public async Task A_uri_reaches_sqlite()
    {
        await using (var engine = Open("a.db"))
        {
            await engine.ExecuteAsync("create table t (a)", Token);
        }

        await using var reading = Engine.Create("sqlite://", new() { ["database"] = $"file:{PathOf("a.db")}?mode=ro", ["uri"] = true });
        Assert.Equal(0, await reading.ScalarAsync<int>("select count(*) from t", Token));
        await Assert.ThrowsAsync<DatabaseException>(() => reading.ExecuteAsync("insert into t values (1)", Token));
    }

    static async Task<DatabaseException> FailAsync(Engine engine)
    {
        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ConnectAsync(Token));
        Assert.Equal((ErrorStage.Files, ErrorKind.Configuration), (exception.Stage, exception.Kind));
        return exception;
    }
}
