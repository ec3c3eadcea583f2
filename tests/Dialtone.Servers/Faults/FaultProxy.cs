using System.Net;
using System.Net.Sockets;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Faults;

/// <summary>
/// A TCP proxy on a loopback port that is obedient until it is told otherwise. Commands hold for new connections; <see cref="Hang"/>,
/// <see cref="Delay"/> and <see cref="Pass"/> also for open ones.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    readonly CancellationTokenSource end = new();
    readonly List<ProxiedConnection> connections = [];
    readonly Lock gate = new();
    readonly IPEndPoint target;
    readonly IPEndPoint? directTlsTarget;
    readonly ProxyBehaviour behaviour = new();
    Socket listener;
    bool isListening;
    Task accepting = Task.CompletedTask;

    FaultProxy(IPEndPoint target, IPEndPoint? directTlsTarget)
    {
        (this.target, this.directTlsTarget) = (target, directTlsTarget);
        listener = Bind(LoopbackPort.Free());
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Listen();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Every connection so far, in the order of their coming.</summary>
    public IReadOnlyList<ProxiedConnection> Connections
    {
        get
        {
            lock (gate)
                return [.. connections];
        }
    }

    /// <param name="targetPort">Where connections go.</param>
    /// <param name="directTlsPort">Where those go that begin with a TLS handshake, if they go elsewhere.</param>
    public static FaultProxy Start(int targetPort, int? directTlsPort = null) =>
        new(new(IPAddress.Loopback, targetPort), directTlsPort is { } port ? new(IPAddress.Loopback, port) : null);

    /// <summary>Forwards everything; what hung goes on.</summary>
    public void Pass()
    {
        behaviour.Reset();
        Listen();
    }

    /// <summary>Nobody listens: connecting is refused. Open connections stay.</summary>
    public void Refuse()
    {
        lock (gate)
        {
            isListening = false;
            listener.Dispose();
            // Holds the port without listening, so that nobody else gets it.
            listener = Bind(Port);
        }
    }

    /// <summary>Connections are accepted, and nothing ever moves, as behind a firewall that drops packets.</summary>
    public void Hang()
    {
        behaviour.Hang();
        Listen();
    }

    /// <summary>Every piece of data waits this long before it goes on.</summary>
    public void Delay(TimeSpan time) => behaviour.Delay = time;

    /// <summary>New connections are reset as soon as this many bytes have gone in a direction; 0 resets at once.</summary>
    public void CutAfter(long bytes, ProxyDirection direction)
    {
        behaviour.Cut = new(bytes, direction);
        Listen();
    }

    /// <summary>Resets every open connection.</summary>
    public void CutNow()
    {
        foreach (var connection in Connections)
            connection.Cut();
    }

    /// <summary>Waits until this many connections have been made in all.</summary>
    public Task WaitForConnectionsAsync(int count, CancellationToken cancellationToken = default) =>
        Polling.UntilAsync(
            _ => Task.FromResult(Connections.Count >= count),
            Limits.Effect,
            () => $"{Connections.Count} connections instead of {count}",
            cancellationToken
        );

    /// <summary>Waits until every connection that was made before is counted, and gives their number: one of its own comes after them, and counts too.</summary>
    public async Task<int> CountConnectionsAsync(CancellationToken cancellationToken = default)
    {
        using var last = new TcpClient();
        // The system gives a port again later.
        var before = Connections.Count;
        await last.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
        var port = ((IPEndPoint)last.Client.LocalEndPoint!).Port;
        await Polling.UntilAsync(
            _ => Task.FromResult(Connections.Skip(before).Any(connection => connection.ClientPort == port)),
            Limits.Effect,
            () => "the last connection was not accepted",
            cancellationToken
        );
        return Connections.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        lock (gate)
            listener.Dispose();
        behaviour.Reset();
        CutNow();
        await accepting;
        foreach (var connection in Connections)
        {
            await connection.Completion;
            connection.Dispose();
        }
        end.Dispose();
    }

    void Listen()
    {
        lock (gate)
        {
            if (isListening)
                return;
            isListening = true;
            accepting = Task.WhenAll(accepting, AcceptAsync(listener));
        }
    }

    static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    async Task AcceptAsync(Socket socket)
    {
        socket.Listen();
        try
        {
            while (true)
            {
                var client = await socket.AcceptAsync(end.Token);
                var connection = new ProxiedConnection(client, target, directTlsTarget, behaviour);
                lock (gate)
                    connections.Add(connection);
                connection.Start();
            }
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The listener was closed.
        }
    }
}
