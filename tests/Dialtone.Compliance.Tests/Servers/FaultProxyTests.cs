using System.Net;
using System.Net.Sockets;
using System.Text;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Servers;

public sealed class FaultProxyTests : IAsyncDisposable
{
    /// <summary>Sends back what it gets.</summary>
    readonly FakeServer echo = FakeServer.Start(
        async (connection, cancellationToken) =>
        {
            while (true)
                await connection.SendAsync(await connection.ReadAsync(4, cancellationToken), cancellationToken);
        }
    );

    readonly FaultProxy proxy;

    public FaultProxyTests() => proxy = FaultProxy.Start(echo.Port);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await echo.DisposeAsync();
    }

    [Fact]
    public async Task Passes_and_records_both_directions()
    {
        using var client = await ConnectAsync();

        Assert.Equal("ping", await AskAsync(client, "ping"));

        var connection = Assert.Single(proxy.Connections);
        Assert.True(connection.FromClient.Contains("ping"));
        Assert.True(connection.FromServer.Contains("ping"));
        Assert.False(connection.FromClient.Contains("pong"));
    }

    [Fact]
    public async Task Refuses_until_it_passes_again()
    {
        for (var round = 0; round < 3; round++)
        {
            proxy.Refuse();
            var failure = await Assert.ThrowsAsync<SocketException>(ConnectAsync);
            Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);

            proxy.Pass();
            using var client = await ConnectAsync();
            Assert.Equal("ping", await AskAsync(client, "ping"));
        }
    }

    [Fact]
    public async Task Hangs_until_it_passes_again()
    {
        using var open = await ConnectAsync();
        await AskAsync(open, "ping");
        proxy.Hang();

        using var late = await ConnectAsync();
        var first = AskAsync(open, "one!");
        var second = AskAsync(late, "two!");
        await proxy.WaitForConnectionsAsync(2, Token);
        await Assert.ThrowsAsync<TimeoutException>(() => Task.WhenAny(first, second).WaitAsync(TimeSpan.FromMilliseconds(200), Token));

        proxy.Pass();
        Assert.Equal("one!", await first);
        Assert.Equal("two!", await second);
    }

    [Fact]
    public async Task Cuts_after_so_many_bytes()
    {
        proxy.CutAfter(6, ProxyDirection.FromServer);
        using var client = await ConnectAsync();

        Assert.Equal("ping", await AskAsync(client, "ping"));
        await Assert.ThrowsAnyAsync<IOException>(() => AskAsync(client, "pong"));
    }

    [Fact]
    public async Task Cuts_at_once()
    {
        using var open = await ConnectAsync();
        await AskAsync(open, "ping");

        proxy.CutNow();
        await Assert.ThrowsAnyAsync<IOException>(() => AskAsync(open, "pong"));

        proxy.CutAfter(0, ProxyDirection.FromClient);
        var failure = await Record.ExceptionAsync(async () =>
        {
            using var late = await ConnectAsync();
            await AskAsync(late, "pong");
        });
        Assert.True(failure is IOException or SocketException, $"{failure}");
    }

    [Fact]
    public async Task Delays()
    {
        var delay = TimeSpan.FromMilliseconds(150);
        using var client = await ConnectAsync();
        await AskAsync(client, "ping");
        proxy.Delay(delay);

        var start = TimeProvider.System.GetTimestamp();
        await AskAsync(client, "ping");

        Assert.True(TimeProvider.System.GetElapsedTime(start) >= 2 * delay - TimeSpan.FromMilliseconds(20));
    }

    async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, proxy.Port, Token);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    static async Task<string> AskAsync(TcpClient client, string question)
    {
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(question), Token);
        var answer = new byte[question.Length];
        await client.GetStream().ReadExactlyAsync(answer, Token);
        return Encoding.ASCII.GetString(answer);
    }
}
