using System.Collections.Concurrent;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>In which ways, and in which order, a peer is tried: GSSAPI with a ticket, then what <c>sslmode</c> says.</summary>
sealed class EncryptionOrder(PostgresTarget target, ConnectorOptions options)
{
    // Servers that said they have no TLS: with sslmode=prefer they are not asked over a connection of its own again.
    readonly ConcurrentDictionary<Peer, bool> peersWithoutTls = new();

    // Likewise, poolers mostly, and servers built without it.
    readonly ConcurrentDictionary<Peer, bool> peersWithoutGss = new();

    PostgresOptions Options => target.Options;

    /// <summary>The attempts, in libpq's order.</summary>
    /// <exception cref="DatabaseException">Only GSSAPI would do, and it is not possible; in libpq's words.</exception>
    public async ValueTask<EncryptionAttempt[]> ForAsync(Peer peer, CancellationToken cancellationToken)
    {
        var isSocket = peer.Address is null;
        switch (Options.GssEncryptionMode)
        {
            case GssEncryptionMode.Require when isSocket:
                throw GssErrors.NotOverSocket(target);
            case GssEncryptionMode.Require:
                return !OperatingSystem.IsLinux() || await HasTicketAsync(cancellationToken).ConfigureAwait(false)
                    ? [EncryptionAttempt.Gss]
                    : throw GssErrors.NoCredentials(target);
            case GssEncryptionMode.Prefer
                when !isSocket && !options.StrictTls && !peersWithoutGss.ContainsKey(peer) && GssApi.MayHaveCredentials:
                return await HasTicketAsync(cancellationToken).ConfigureAwait(false)
                    ? [EncryptionAttempt.Gss, .. WithoutGss(peer)]
                    : WithoutGss(peer);
            default:
                return WithoutGss(peer);
        }
    }

    /// <summary>The attempts that are left without GSSAPI.</summary>
    public EncryptionAttempt[] WithoutGss(Peer peer) =>
        EncryptionAttempt.For(Options.SslMode, isSocket: peer.Address is null, peersWithoutTls.ContainsKey(peer));

    /// <summary>Whether the server only lacks what was asked for and the target does not insist on, which is no failure: libpq goes on as well.</summary>
    public bool IsMereLack(Peer peer, Exception exception)
    {
        if (Options.SslMode == SslMode.Prefer && HandshakeErrors.IsLackOfTls(exception))
        {
            // From now on the driver goes on by itself.
            return peersWithoutTls[peer] = true;
        }

        return Options.GssEncryptionMode == GssEncryptionMode.Prefer && GssErrors.IsLackOfGss(exception) && (peersWithoutGss[peer] = true);
    }

    /// <summary>The server has TLS by now.</summary>
    public void HasTls(Peer peer) => peersWithoutTls.TryRemove(peer, out _);

    // A ticket may have to be fetched over the network, and the library knows no time limit but its own.
    static Task<bool> HasTicketAsync(CancellationToken cancellationToken) =>
        Task.Run(GssApi.HasCredentials, cancellationToken).WaitAsync(cancellationToken);
}
