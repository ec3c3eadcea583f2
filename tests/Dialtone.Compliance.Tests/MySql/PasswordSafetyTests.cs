using System.Collections.Concurrent;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>No server gets the password that the policy has not accepted, however it asks.</summary>
public sealed class PasswordSafetyTests(TestServers servers)
{
    const string Secret = "tell-nobody";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DISABLED", null, ErrorStage.Authentication)]
    [InlineData("PREFERRED", null, ErrorStage.Authentication)]
    [InlineData("REQUIRED", null, ErrorStage.Tls)]
    [InlineData("VERIFY_CA", null, ErrorStage.Tls)]
    [InlineData("VERIFY_IDENTITY", null, ErrorStage.Tls)]
    [InlineData("PREFERRED", ServerCertificate.Good, ErrorStage.Authentication)]
    [InlineData("REQUIRED", ServerCertificate.Good, ErrorStage.Authentication)]
    [InlineData("VERIFY_CA", ServerCertificate.UnknownAuthority, ErrorStage.Tls)]
    [InlineData("VERIFY_CA", ServerCertificate.SelfSigned, ErrorStage.Tls)]
    [InlineData("VERIFY_CA", ServerCertificate.Expired, ErrorStage.Tls)]
    [InlineData("VERIFY_IDENTITY", ServerCertificate.UnknownAuthority, ErrorStage.Tls)]
    [InlineData("VERIFY_IDENTITY", ServerCertificate.WrongName, ErrorStage.Tls)]
    public async Task A_server_that_nobody_verified_is_not_told_the_password(string mode, ServerCertificate? certificate, ErrorStage stage)
    {
        await using var server = FakeServer.Start(FakeMySql.AskForPassword(certificate is { } kind ? servers.Pki.Server(kind) : null));

        var exception = await ConnectAsync(server, mode);

        Assert.Equal(stage, exception.Stage);
        Assert.DoesNotContain(Secret, exception.ToString(), StringComparison.Ordinal);
        await server.WaitForAsync(1, Token);
        Assert.NotEmpty(server.Connections);
        Assert.False(server.WasTold(Secret));
        // Where the certificate is refused, not even the user's name goes out.
        if (stage == ErrorStage.Tls)
        {
            Assert.False(server.WasTold("somebody"));
        }
    }

    [Theory]
    [InlineData("VERIFY_CA")]
    [InlineData("VERIFY_IDENTITY")]
    public async Task A_verified_server_may_ask(string mode)
    {
        await using var server = FakeServer.Start(FakeMySql.AskForPassword(servers.Pki.Server(ServerCertificate.Good)));

        var exception = await ConnectAsync(server, mode);

        Assert.Equal("28000", exception.SqlState);
        await server.WaitForAsync(1, Token);
        Assert.True(server.Connections[0].InsideTls.Contains(Secret));
        Assert.False(server.Connections[0].Wire.Contains(Secret));
    }

    [Theory]
    [InlineData("DISABLED", "mysql_native_password")]
    [InlineData("PREFERRED", "mysql_native_password")]
    [InlineData("DISABLED", "caching_sha2_password")]
    [InlineData("PREFERRED", "caching_sha2_password")]
    public async Task A_key_that_comes_in_plaintext_encrypts_no_password(string mode, string method)
    {
        var stolen = new ConcurrentBag<string>();
        await using var server = FakeServer.Start(FakeLogins.OfferKey(method, stolen));

        var exception = await ConnectAsync(server, mode);

        Assert.Equal((ErrorStage.Authentication, ErrorKind.Authentication), (exception.Stage, exception.Kind));
        Assert.Contains("not encrypted", exception.Message, StringComparison.Ordinal);
        await server.WaitForAsync(1, Token);
        Assert.Empty(stolen);
        Assert.False(server.WasTold(Secret));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("true")]
    public async Task A_server_that_asks_for_a_file_gets_none(string allowed)
    {
        var file = Path.Combine(servers.Pki.Folder, $"{Guid.NewGuid():N}.txt");
        await File.WriteAllTextAsync(file, "content of the file", Token);
        await using var server = FakeServer.Start(FakeLogins.AskForFile(file));

        await ConnectAsync(server, $"DISABLED&local_infile={allowed}");

        Assert.False(server.WasTold("content of the file"));
    }

    async Task<DatabaseException> ConnectAsync(FakeServer server, string mode)
    {
        var query = mode.StartsWith("VERIFY", StringComparison.Ordinal) ? $"&ssl_ca={servers.Pki.Root}" : "";
        await using var engine = Engine.Create(
            $"mysql://somebody:{Secret}@localhost:{server.Port}/film?ssl_mode={mode}{query}",
            null,
            new() { Pooling = false }
        );
        return await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));
    }
}
