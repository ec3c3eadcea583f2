using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class SqliteResolverTests
{
    [Theory]
    [InlineData("sqlite://", ":memory:", null)]
    [InlineData("sqlite:///", ":memory:", null)]
    [InlineData("sqlite:///:memory:", ":memory:", null)]
    [InlineData("sqlite:///shop.db", "/data/shop.db", "/data/shop.db")]
    [InlineData("sqlite:///a/../shop.db", "/data/shop.db", "/data/shop.db")]
    [InlineData("sqlite:////abs/shop%20one.db", "/abs/shop one.db", "/abs/shop one.db")]
    [InlineData("sqlite:////abs/a@b.db", "/abs/a@b.db", "/abs/a@b.db")]
    [InlineData("sqlite:////abs/shop.db?nolock=true", "file:/abs/shop.db?nolock=1", "/abs/shop.db")]
    [InlineData("sqlite:////abs/50%25?immutable=1&vfs=unix-none", "file:/abs/50%25?immutable=1&vfs=unix-none", "/abs/50%")]
    [InlineData("sqlite:///file:/abs/shop.db%3Fnolock=1?uri=true", "file:/abs/shop.db?nolock=1", "/abs/shop.db")]
    [InlineData("sqlite:///file::memory:?cache=shared&uri=true", "file::memory:", null)]
    [InlineData("sqlite:///shared?mode=memory&cache=shared", "/data/shared", null)]
    [InlineData("jdbc:sqlite:/abs/shop.db", "/abs/shop.db", "/abs/shop.db")]
    public void The_database_is_a_file_or_memory(string text, string dataSource, string? path)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the paths are those of Unix");
        var options = SqliteOptions.From(Resolve(text));
        Assert.Equal((dataSource, path), (options.DataSource, options.Path));
        Assert.Equal(path is null, options.IsMemory);
    }

    [Fact]
    public void A_file_has_a_write_ahead_log_and_waits_five_seconds_for_locks()
    {
        var file = SqliteOptions.From(Resolve("sqlite:///shop.db"));
        Assert.Equal(("wal", TimeSpan.FromSeconds(5), SqliteMode.ReadWriteCreate), (file.JournalMode, file.BusyTimeout, file.Mode));
        Assert.Null(SqliteOptions.From(Resolve("sqlite://")).JournalMode);
        Assert.Null(SqliteOptions.From(Resolve("sqlite:///shop.db?mode=ro")).JournalMode);
        Assert.Null(SqliteOptions.From(Resolve("sqlite:///shop.db?immutable=true")).JournalMode);
        Assert.Equal("delete", SqliteOptions.From(Resolve("sqlite:///shop.db?journal_mode=delete")).JournalMode);
    }

    [Fact]
    public void Values_are_typed()
    {
        var options = SqliteOptions.From(Resolve("sqlite:///shop.db?timeout=0.5&cache=shared&mode=rw&foreign_keys=true"));
        Assert.Equal(
            (TimeSpan.FromSeconds(0.5), true, SqliteMode.ReadWrite, true),
            (options.BusyTimeout, options.SharedCache, options.Mode, options.ForeignKeys)
        );
    }

    [Theory]
    [InlineData("sqlite:///x?mode=rx", "invalid mode value: \"rx\"")]
    [InlineData("sqlite:///x?timeout=-1", "invalid timeout value: \"-1\"")]
    [InlineData("sqlite:///x?timeout=1e9", "invalid timeout value: \"1e9\"")]
    [InlineData("sqlite:///x?journal_mode=WAL2", "invalid journal_mode value: \"WAL2\"")]
    [InlineData("sqlite:///x?foreign_keys=perhaps", "invalid foreign_keys value: \"perhaps\"")]
    public void Wrong_values_are_refused(string text, string what) =>
        Assert.Equal(what, Assert.Throws<DatabaseException>(() => SqliteOptions.From(Resolve(text))).Failure.What);

    [Fact]
    public void What_only_pythons_driver_knows_has_no_effect()
    {
        var target = Resolve("sqlite:///x?check_same_thread=false");
        Assert.Equal("check_same_thread (the target) has no effect: it steers Python's driver only.", Assert.Single(target.Warnings));
        Assert.Empty(target.Hosts);
    }

    static ResolvedTarget Resolve(string text)
    {
        using var sandbox = new SandboxContext();
        return sandbox.Resolve(text);
    }
}
