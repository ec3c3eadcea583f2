using Dialtone.Diagnosis;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Libpq.Worker;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>A machine whose GSSAPI library cannot be loaded, as in a small container.</summary>
public sealed class GssLibraryTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Doctor_case_33_npgsql_without_the_library()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet && OperatingSystem.IsLinux(), requirement.Reason);
        using var pki = new Pki();
        using var folder = new TemporaryFolder();
        folder.Write("libgssapi_krb5.so.2", "no library");
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, pki, new() { Tls = false }, Token);
        var target = $"Host=127.0.0.1;Port={server.Port};Username={PostgresUsers.Trusted};Database=postgres;Pooling=false";

        var report = KnownCauses.Explain(await ErrorsAsync(folder, target));
        Assert.Equal("npgsql-gss-encryption", report.Cause?.Id);
        var paste = Assert.Single(report.Fixes).Paste;
        Assert.Equal("GSS Encryption Mode=Disable", paste);
        Assert.Equal("", await ErrorsAsync(folder, $"{target};{paste}"));
    }

    static async Task<string> ErrorsAsync(TemporaryFolder libraries, string target)
    {
        LibpqAnswer answer;
        var npgsql = LibpqWorker.StartNpgsql(libraries.Location);
        using (npgsql)
            answer = await npgsql.AskAsync(new(target, new Dictionary<string, string>(), "select 'here'"), Token);
        Assert.True(answer.Row is ["here"], answer.Error);
        return npgsql.Errors.Trim();
    }
}
