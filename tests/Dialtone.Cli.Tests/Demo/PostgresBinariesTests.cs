using Dialtone.Cli.Demo;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Demo;

public sealed class PostgresBinariesTests : IDisposable
{
    readonly TemporaryFolder root = new();

    public void Dispose() => root.Dispose();

    [Theory]
    [InlineData("usr/lib/postgresql/17/bin")]
    [InlineData("usr/pgsql-17/bin")]
    [InlineData("opt/homebrew/opt/postgresql@17/bin")]
    [InlineData("opt/homebrew/Cellar/postgresql@17/17.2/bin")]
    [InlineData("usr/local/Cellar/postgresql/17.2/bin")]
    [InlineData("Applications/Postgres.app/Contents/Versions/17/bin")]
    public async Task Usual_folders_are_searched(string folder)
    {
        Install(folder, "initdb (PostgreSQL) 17.2 (Homebrew)");

        var found = await FindAsync();

        Assert.Equal(new(root[folder], new(17, 2)), found);
    }

    [Fact]
    public async Task Newest_wins_wherever_it_is()
    {
        Install("usr/lib/postgresql/15/bin", "initdb (PostgreSQL) 15.9 (Debian 15.9-0+deb12u1)");
        Install("usr/lib/postgresql/9.6/bin", "initdb (PostgreSQL) 9.6.24");
        Install("usr/lib/postgresql/16/bin", "initdb (PostgreSQL) 16.10");
        Install("on/path", "initdb (PostgreSQL) 16.9");

        Assert.Equal(new(16, 10), (await FindAsync(root["on/path"]))?.Version);
        Install("on/path", "initdb (PostgreSQL) 18beta1");
        Assert.Equal(new(root["on/path"], new(18, 0)), await FindAsync($"{root["empty"]}:{root["on/path"]}"));
    }

    [Fact]
    public async Task Folders_that_are_of_no_use_are_passed_over()
    {
        Install("usr/lib/postgresql/11/bin", "initdb (PostgreSQL) 11.22");
        Install("usr/lib/postgresql/16/bin", "initdb (PostgreSQL) 16.1");
        File.Delete(root["usr/lib/postgresql/16/bin/pg_ctl"]);
        Install("usr/lib/postgresql/17/bin", "what?");

        Assert.Null(await FindAsync());
    }

    [Theory]
    [InlineData("named/bin")]
    [InlineData("named")]
    public async Task Named_folder_may_be_the_one_above(string named)
    {
        Install("named/bin", "initdb (PostgreSQL) 12.1");

        var found = await PostgresBinaries.InAsync(root[named], TestContext.Current.CancellationToken);

        Assert.Equal(new(root["named/bin"], new(12, 1)), found);
    }

    Task<PostgresBinaries?> FindAsync(string? searchPath = null) =>
        PostgresBinaries.FindAsync(searchPath, root.Location, TestContext.Current.CancellationToken);

    void Install(string folder, string version)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the stand-ins are shell scripts");
        Directory.CreateDirectory(root[folder]);
        foreach (var program in (string[])["initdb", "pg_ctl", "postgres"])
        {
            var path = Path.Combine(root[folder], program);
            File.WriteAllText(path, $"#!/bin/sh\necho '{version}'\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
            }
        }
    }
}
