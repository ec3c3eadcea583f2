using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Shell.Backslash;

namespace Dialtone.Shell.Tests.Backslash;

/// <summary>The server must let in who has the password of our verifier, and nobody else.</summary>
public sealed class ScramVerifierTests(TestServers servers)
{
    [Theory]
    [InlineData("ﬁsh")]
    [InlineData("x²")]
    [InlineData("パス")]
    [InlineData("tab\t")]
    public void What_cannot_be_prepared_is_refused(string password) =>
        Assert.Throws<ShellCommandException>(() => ScramVerifier.Create(password));

    [Theory]
    [InlineData("simple")]
    [InlineData("pässwörd Ők")]
    [InlineData("' \\ \" $")]
    public async Task The_server_accepts_what_we_made(string password)
    {
        var token = TestContext.Current.CancellationToken;
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.PostgresAsync(PostgresRelease.V15);
        var target = $"host=127.0.0.1 port={server.Port} user={PostgresUsers.Scram} dbname=postgres sslmode=require";
        try
        {
            await server.ExecuteAsync($"alter role {PostgresUsers.Scram} password '{ScramVerifier.Create(password)}'", token);

            Assert.Equal(0, (await LoginAsync(password)).ExitCode);
            Assert.NotEqual(0, (await LoginAsync(password + "x")).ExitCode);
        }
        finally
        {
            await server.ExecuteAsync($"alter role {PostgresUsers.Scram} password '{PostgresUsers.Password}'", token);
        }

        Task<Servers.Processes.CommandResult> LoginAsync(string attempt) =>
            new Psql { Environment = new Dictionary<string, string?> { ["PGPASSWORD"] = attempt } }.RunAsync(
                ["-X", "-w", "-c", "select 1", "-d", target],
                token
            );
    }
}
