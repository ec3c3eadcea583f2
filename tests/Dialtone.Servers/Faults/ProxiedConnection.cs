using System.Net;
using System.Net.Sockets;

namespace Dialtone.Servers.Faults;

/// <summary>One connection through a <see cref="FaultProxy"/>.</summary>
public sealed class ProxiedConnection : IDisposable
{
    readonly CancellationTokenSource end = new();
    readonly Socket client;
    readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly IPEndPoint target;
    readonly IPEndPoint? directTlsTarget;
    readonly ProxyBehaviour behaviour;
    readonly CutPoint? cutPoint;

    internal ProxiedConnection(Socket client, IPEndPoint target, IPEndPoint? directTlsTarget, ProxyBehaviour behaviour)
    {
        this.client = client;
        this.target = target;
        this.directTlsTarget = directTlsTarget;
        this.behaviour = behaviour;
        cutPoint = behaviour.Cut;
        ClientPort = ((IPEndPoint)client.RemoteEndPoint!).Port;
    }

    /// <summary>The port that the client connected from.</summary>
    public int ClientPort { get; }

    /// <summary>What the client sent, whether it was forwarded or not.</summary>
    public ByteRecord FromClient { get; } = new();

    /// <summary>What the server sent, whether it was forwarded or not.</summary>
    public ByteRecord FromServer { get; } = new();

    /// <summary>Ends when both sides are closed.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    /// <summary>Resets the connection on both sides.</summary>
    public void Cut() => end.Cancel();

    public void Dispose()
    {
        end.Dispose();
        client.Dispose();
        server.Dispose();
    }

    internal void Start() => Completion = RunAsync();

    async Task RunAsync()
    {
        try
        {
            if (cutPoint is { Bytes: 0 })
                return;
            await behaviour.GateAsync(end.Token);
            await server.ConnectAsync(directTlsTarget is not null && await IsTlsAsync() ? directTlsTarget : target, end.Token);
            client.NoDelay = server.NoDelay = true;
            var outward = ForwardAsync(client, server, FromClient, ProxyDirection.FromClient);
            var inward = ForwardAsync(server, client, FromServer, ProxyDirection.FromServer);
            await Task.WhenAll(outward, inward);
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // Cut, or one side reset: the other side learns it the same way.
        }
        finally
        {
            if (end.IsCancellationRequested || cutPoint is { Bytes: 0 })
                client.LingerState = server.LingerState = new(enable: true, seconds: 0);
            client.Dispose();
            server.Dispose();
        }
    }

    async Task<bool> IsTlsAsync()
    {
        const byte handshake = 0x16;
        var first = new byte[1];
        return await client.ReceiveAsync(first, SocketFlags.Peek, end.Token) > 0 && first[0] == handshake;
    }

    async Task ForwardAsync(Socket from, Socket to, ByteRecord record, ProxyDirection direction)
    {
        var buffer = new byte[16 * 1024];
        var left = cutPoint is { } cut && cut.Direction == direction ? cut.Bytes : long.MaxValue;
        try
        {
            while (await from.ReceiveAsync(buffer, end.Token) is > 0 and var count)
            {
                record.Add(buffer.AsSpan(0, count));
                await behaviour.GateAsync(end.Token);
                await to.SendAsync(buffer.AsMemory(0, (int)Math.Min(count, left)), end.Token);
                left -= count;
                if (left <= 0)
                    Cut();
            }
            to.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            Cut();
            throw;
        }
    }
}
