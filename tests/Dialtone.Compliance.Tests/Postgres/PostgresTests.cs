using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>What the tests of the PostgreSQL dialect share.</summary>
public abstract class PostgresTests(TestServers servers)
{
    /// <summary>A password that is wrong everywhere.</summary>
    protected const string WrongPassword = "tell nobody";

    public static TheoryData<PostgresRelease> Releases => [PostgresRelease.V15, PostgresRelease.V18];

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Pki Pki => servers.Pki;

    /// <summary>The shared server of a release; the test is skipped where it is missing.</summary>
    protected async Task<PostgresServer> ServerAsync(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        return await servers.PostgresAsync(release);
    }

    protected static void Require(params IEnumerable<Requirement> needed)
    {
        var requirement = ServerAvailability.Require(needed);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }

    /// <summary>A keyword/value target for a user of a server, by the name that its certificate carries.</summary>
    protected static string TargetOf(PostgresServer server, string user, string more = "") => TargetOf(server.Port, user, more);

    /// <inheritdoc cref="TargetOf(PostgresServer, string, string)"/>
    protected static string TargetOf(int port, string user, string more = "") =>
        $"host=localhost hostaddr=127.0.0.1 port={port} dbname={PostgresServer.Database} user={user} {more}";

    protected static string With(CertificateFiles files) =>
        $"sslcert={files.Certificate} sslkey={files.Key}" + (files.Password is { } password ? $" sslpassword='{password}'" : "");

    /// <summary>Whether a target is accepted, and how: <c>TLS</c>, <c>plain</c>.</summary>
    protected static async Task<string> EncryptionAsync(string target)
    {
        await using var connector = TestConnector.Create(target);
        return await connector.EncryptionAsync(Token);
    }

    /// <summary>The failure of a target that must not be accepted.</summary>
    protected static async Task<DatabaseException> RefusalAsync(string target)
    {
        await using var connector = TestConnector.Create(target);
        return await RefusalAsync(() => connector.OpenAsync(Token));
    }

    /// <summary>The failure, which never tells a secret.</summary>
    protected static async Task<DatabaseException> RefusalAsync(Func<Task> attempt)
    {
        var failure = await Assert.ThrowsAsync<DatabaseException>(attempt);
        KeepsSecrets(failure);
        return failure;
    }

    protected static void KeepsSecrets(DatabaseException failure)
    {
        foreach (var secret in new[] { WrongPassword, PostgresUsers.Password, Pki.KeyPassword })
        {
            Assert.DoesNotContain(secret, failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
        }
    }

    protected static void AssertFailure(DatabaseException failure, ErrorStage stage, ErrorKind kind, string what)
    {
        Assert.Contains(what, failure.Failure.What, StringComparison.Ordinal);
        Assert.Equal((stage, kind), (failure.Stage, failure.Kind));
    }
}
