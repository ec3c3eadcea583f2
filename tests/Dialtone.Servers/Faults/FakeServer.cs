using System.Net;
using System.Net.Sockets;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Faults;

/// <summary>What a fake server does with one client. The connection is closed when the script ends.</summary>
public delegate Task FakeScript(FakeConnection connection, CancellationToken cancellationToken);

/// <summary>A TCP peer that plays a script and remembers what it was told.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    readonly CancellationTokenSource end = new();
    readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    readonly List<FakeConnection> connections = [];
    readonly Lock gate = new();
    readonly FakeScript script;
    readonly Task accepting;

    FakeServer(FakeScript script)
    {
        this.script = script;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Every client so far, in the order of their coming.</summary>
    public IReadOnlyList<FakeConnection> Connections
    {
        get
        {
            lock (gate)
                return [.. connections];
        }
    }

    public static FakeServer Start(FakeScript script) => new(script);

    /// <summary>Whether any client said the text, inside or outside TLS.</summary>
    public bool WasTold(string text) => Connections.Any(connection => connection.Said(text));

    /// <summary>Waits until this many clients have come and the script has ended for each.</summary>
    public async Task WaitForAsync(int count, CancellationToken cancellationToken = default)
    {
        await Polling.UntilAsync(
            _ => Task.FromResult(Connections.Count >= count),
            Limits.Effect,
            () => $"{Connections.Count} clients instead of {count}",
            cancellationToken
        );
        await Task.WhenAll(Connections.Take(count).Select(connection => connection.Completion)).WaitAsync(Limits.Effect, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        await accepting;
        await Task.WhenAll(Connections.Select(connection => connection.Completion));
        end.Dispose();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(end.Token);
                socket.NoDelay = true;
                FakeConnection connection;
                lock (gate)
                {
                    connection = new(socket, connections.Count);
                    connections.Add(connection);
                }
                connection.Completion = PlayAsync(connection);
            }
        }
        catch (Exception failure) when (FakeConnection.IsOrdinary(failure))
        {
            // The listener was closed.
        }
    }

    async Task PlayAsync(FakeConnection connection)
    {
        try
        {
            await script(connection, end.Token);
        }
        catch (Exception failure) when (FakeConnection.IsOrdinary(failure))
        {
            connection.Failure = failure;
        }
        finally
        {
            connection.Dispose();
        }
    }
}
