using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;
using Dialtone.Shell.Tests.Describe;

namespace Dialtone.Shell.Tests.Backslash;

/// <summary>Scripts of statements and backslash commands through a pipe: what comes out is what psql prints, on both streams.</summary>
[Collection(DescribedDatabase.Name)]
public sealed class PsqlScriptTests(DescribedDatabase database)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("everyday.sql")]
    [InlineData("corners.sql")]
    public async Task Output_is_psqls(string name)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await database.LoadAsync(PostgresRelease.V15);
        var folder = Path.Combine(AppContext.BaseDirectory, "Backslash", "Scripts");
        using var work = new TemporaryFolder();
        File.Copy(Path.Combine(folder, "included.sql"), Path.Combine(work.Location, "included.sql"));
        var script = $"\\cd '{work.Location}'\n" + await File.ReadAllTextAsync(Path.Combine(folder, name), Token);

        var psql = await DescribedDatabase.PsqlAsync(server, script, Token);
        var ours = await ShellProgram.RunAsync(script, Token, DescribedDatabase.Target(server));

        Assert.Equal(psql.Output, ours.Output);
        Assert.Equal(psql.Error, ours.Error);
    }
}
