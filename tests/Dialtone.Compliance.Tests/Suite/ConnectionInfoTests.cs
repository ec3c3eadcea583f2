using Dialtone.Compliance.Tests.Backends;
using Dialtone.Dialects;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>A connection can say what it is connected to, and what of that was verified.</summary>
public abstract class ConnectionInfoTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_it_is_connected_to()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);

        var info = await connection.ReadInfoAsync(Token);

        Assert.NotEmpty(info.ServerVersion);
        Assert.False(info.IsReadOnly);
        if (!backend.Capabilities.HasFlag(Capabilities.Sessions))
        {
            Assert.Equal(("SQLite", "", null), (info.Server, info.Host, info.Tls));
            return;
        }

        Assert.Equal("localhost", info.Host);
        Assert.Equal(engine.Target.Hosts[0].Port, $"{info.Port}");
        Assert.Equal(await connection.ScalarAsync<long>(backend.SessionId, Token), info.SessionId);
        Assert.NotEmpty(info.Database);
        Assert.NotEmpty(info.User);
        var tls = Assert.IsType<TlsInfo>(info.Tls);
        Assert.Equal("TLSv1.3", tls.Protocol);
        Assert.StartsWith("TLS_", tls.Cipher, StringComparison.Ordinal);
        Assert.Equal((true, true), (tls.IsChainVerified, tls.IsNameVerified));
        Assert.Contains("localhost", tls.Subject, StringComparison.Ordinal);
        Assert.InRange(tls.Expires!.Value, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(30));
    }

    /// <summary>Each new connection gets a credential of its own.</summary>
    [Fact]
    public async Task Credentials_are_asked_for_each_connection()
    {
        var asked = 0;
        await using var engine = await backend.CreateAsync(
            new()
            {
                Credentials = (request, _) =>
                {
                    Assert.Equal("localhost", request.Host);
                    return ValueTask.FromResult(new Parameters.Secret(++asked == 2 ? "wrong" : backend.Password));
                },
            }
        );
        if (backend.Password.Length == 0)
        {
            return;
        }

        await using var first = await engine.ConnectAsync(Token);
        var failure = await Assert.ThrowsAsync<Errors.DatabaseException>(() => engine.ConnectAsync(Token));
        Assert.Equal(Errors.ErrorKind.Authentication, failure.Kind);
        await using var third = await engine.ConnectAsync(Token);
        Assert.Equal(3, asked);
    }
}
