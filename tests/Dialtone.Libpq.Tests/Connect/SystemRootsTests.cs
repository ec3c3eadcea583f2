using Dialtone.Diagnosis;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Libpq.Worker;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>.NET where the system has no trusted roots, as in a slim container.</summary>
public sealed class SystemRootsTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_case_40_npgsql_without_the_systems_roots()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet && OperatingSystem.IsLinux(), requirement.Reason);
        using var pki = new Pki();
        using var empty = new TemporaryFolder();
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, pki, new(), Token);

        var answer = await AskAsync(server, empty["none.pem"], empty.Location);
        Assert.Null(answer.Row);
        var report = KnownCauses.Explain(answer.Error);
        Assert.True(report.Cause?.Id == "npgsql-server-refused", answer.Error);
        Assert.Contains(report.Fixes, fix => fix.Paste?.Contains("SSL_CERT_FILE=", StringComparison.Ordinal) == true);

        answer = await AskAsync(server, pki.Root, empty.Location);
        Assert.True(answer.Row is ["here"], answer.Error);
    }

    static async Task<LibpqAnswer> AskAsync(PostgresServer server, string file, string folder)
    {
        using var npgsql = LibpqWorker.StartNpgsql();
        var target =
            $"Host=localhost;Port={server.Port};Username={PostgresUsers.Trusted};Database=postgres;Pooling=false;SSL Mode=VerifyFull;GSS Encryption Mode=Disable";
        var environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = file, ["SSL_CERT_DIR"] = folder };
        return await npgsql.AskAsync(new(target, environment, "select 'here'"), Token);
    }
}
