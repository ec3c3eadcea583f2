using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>How a client fared, in the words of PostgreSQL's own tests.</summary>
/// <param name="Events">What went over the wire: <c>connect, sslreject, authok</c>.</param>
/// <param name="End"><c>plain</c>, <c>ssl</c>, <c>gss</c> or <c>fail</c>.</param>
sealed record NegotiationOutcome(string Events, string End);

/// <summary>A server behind a proxy that shows how clients negotiate with it.</summary>
sealed class NegotiationPeer : IAsyncDisposable
{
    /// <summary>SQL that answers with one row: how the line is encrypted.</summary>
    const string Question = """
        select case when ssl then 'ssl' when coalesce(g.encrypted, false) then 'gss' else 'plain' end
        from pg_stat_ssl s left join pg_stat_gssapi g using (pid) where pid = pg_backend_pid()
        """;

    readonly PostgresServer server;
    readonly PostgresServer? directTls;
    readonly FaultProxy proxy;

    NegotiationPeer(PostgresServer server, PostgresServer? directTls)
    {
        (this.server, this.directTls) = (server, directTls);
        proxy = FaultProxy.Start(server.Port, directTls?.Port);
    }

    public int Port => proxy.Port;

    /// <summary>Puts a proxy before a server, which it then owns.</summary>
    /// <param name="server">The server.</param>
    /// <param name="directTls">The one that takes its place where a client begins with TLS, if the first is too old for that.</param>
    public static NegotiationPeer Before(PostgresServer server, PostgresServer? directTls = null) => new(server, directTls);

    /// <summary>Connects, and tells what happened on the wire and how it ended.</summary>
    public async Task<NegotiationOutcome> AskAsync(
        LibpqWorker client,
        string target,
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    )
    {
        var before = proxy.Connections.Count;
        var answer = await client.AskAsync(new(target, environment, Question), cancellationToken);
        var connections = proxy.Connections.Skip(before).ToArray();
        await Task.WhenAll(connections.Select(connection => connection.Completion)).WaitAsync(cancellationToken);
        return new(NegotiationTrace.Read(connections, answer.Row is not null), answer.Row?[0] ?? "fail");
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await server.DisposeAsync();
        if (directTls is not null)
            await directTls.DisposeAsync();
    }
}
