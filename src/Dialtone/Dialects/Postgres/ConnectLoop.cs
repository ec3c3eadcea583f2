using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using NpgsqlConnection = Npgsql.NpgsqlConnection;

namespace Dialtone.Dialects.Postgres;

/// <summary>Opens a connection as libpq does: hosts × addresses × encryption, with libpq's rules of going on and giving up.</summary>
/// <remarks>
/// The next address follows a socket that cannot be opened or a time limit; the next host follows a name without address, a server that is
/// starting or stopping (57P03) and a session of the wrong kind; everything else is final. Source: libpq <c>PQconnectPoll</c>.
/// </remarks>
sealed class ConnectLoop(PostgresTarget target, ConnectorOptions options, DriverSources sources, ReloadingTlsPolicy policy)
{
    enum Next
    {
        Address,
        Host,
        Stop,
    }

    /// <summary>An open connection.</summary>
    /// <exception cref="DatabaseException">No host would do.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var log = new ConnectLog();
        var attributes = target.Options.TargetSessionAttrs;
        var hosts = target.Resolved.Hosts.ToArray();
        if (target.Options.LoadBalanceHosts == LoadBalanceHosts.Random)
        {
            Random.Shared.Shuffle(hosts);
        }

        foreach (
            var wanted in attributes == TargetSessionAttrs.PreferStandby
                ? (TargetSessionAttrs[])[attributes, TargetSessionAttrs.Any]
                : [attributes]
        )
        {
            foreach (var host in hosts)
            {
                var (connection, next) = await TryHostAsync(host, wanted, log, cancellationToken).ConfigureAwait(false);
                if (connection is not null)
                {
                    return connection;
                }

                if (next == Next.Stop)
                {
                    throw log.ToException();
                }
            }
        }

        throw log.ToException();
    }

    async ValueTask<(NpgsqlConnection? Connection, Next Next)> TryHostAsync(
        HostPlan host,
        TargetSessionAttrs attributes,
        ConnectLog log,
        CancellationToken cancellationToken
    )
    {
        Peer[] peers;
        try
        {
            peers = await HostAddresses
                .ResolveAsync(host, target.Options.LoadBalanceHosts == LoadBalanceHosts.Random, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (DatabaseException exception)
        {
            log.Add("", "", exception.Failure, exception.InnerException);
            return (null, Next.Host);
        }

        var next = Next.Host;
        foreach (var peer in peers)
        {
            (var connection, next) = await TryPeerAsync(peer, attributes, log, cancellationToken).ConfigureAwait(false);
            if (connection is not null || next != Next.Address)
            {
                return (connection, next);
            }
        }

        return (null, next == Next.Address ? Next.Host : next);
    }

    async ValueTask<(NpgsqlConnection? Connection, Next Next)> TryPeerAsync(
        Peer peer,
        TargetSessionAttrs attributes,
        ConnectLog log,
        CancellationToken cancellationToken
    )
    {
        Failure? reason = null;
        foreach (var attempt in EncryptionAttempt.For(target.Options.SslMode, peer.Address is null))
        {
            var trace = ConnectTrace.Begin();
            var (connection, failure) = await TryAsync(peer, attempt, log, cancellationToken).ConfigureAwait(false);
            if (connection is not null)
            {
                Announce(peer, trace, reason);
                return await AcceptAsync(connection, trace, attributes, peer, log, cancellationToken).ConfigureAwait(false);
            }

            reason = failure;
            if (!attempt.UsesTls || !ConnectErrors.IsBeforeEncryption(failure!))
            {
                break;
            }
        }

        return (null, After(reason!));
    }

    async ValueTask<(NpgsqlConnection? Connection, Failure? Failure)> TryAsync(
        Peer peer,
        EncryptionAttempt attempt,
        ConnectLog log,
        CancellationToken cancellationToken
    )
    {
        var limit = target.ConnectTimeout(options);
        using var timer = limit is { } time ? new CancellationTokenSource(time, options.Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            if (attempt.UsesTls)
            {
                // Files that cannot be used are reported before a socket is opened.
                policy.Current();
            }

            var connection = await sources[peer, attempt].OpenConnectionAsync(either.Token).ConfigureAwait(false);
            return (connection, null);
        }
        catch (Exception exception) when (PostgresErrors.Knows(exception) && !cancellationToken.IsCancellationRequested)
        {
            var failure = timer.IsCancellationRequested
                ? ConnectErrors.TimedOut(limit!.Value, target)
                : ConnectErrors.Describe(exception, target, peer, attempt);
            log.Add(peer.Describe(), attempt.Describe(), failure, exception);
            return (null, failure);
        }
    }

    static Next After(Failure failure) =>
        failure switch
        {
            { SqlState: "57P03" } => Next.Host,
            { Stage: ErrorStage.Connect, Kind: ErrorKind.Unreachable or ErrorKind.Timeout } => Next.Address,
            _ => Next.Stop,
        };

    void Announce(Peer peer, ConnectTrace trace, Failure? reason)
    {
        if (target.Options.SslMode != SslMode.Prefer || peer.Address is null || !trace.IsPhysical || trace.IsEncrypted)
        {
            return;
        }

        var because = reason?.What ?? (trace.Tls is null ? "the server offers no TLS" : "the server refused the user over TLS");
        options.Notify(
            new(
                IsFromServer: false,
                "WARNING",
                $"the connection to {peer.Describe()} is NOT encrypted: {because}; {target.Origin("sslmode")} allows that, sslmode=require or verify-full forbids it"
            )
        );
    }

    async ValueTask<(NpgsqlConnection? Connection, Next Next)> AcceptAsync(
        NpgsqlConnection connection,
        ConnectTrace trace,
        TargetSessionAttrs attributes,
        Peer peer,
        ConnectLog log,
        CancellationToken cancellationToken
    )
    {
        var isAccepted = false;
        try
        {
            var refusal =
                CertificateRefusal(trace)
                ?? (
                    await SessionCheck.MismatchAsync(connection, attributes, cancellationToken).ConfigureAwait(false) is { } mismatch
                        ? SessionCheck.Failure(mismatch, target)
                        : null
                );
            isAccepted = refusal is null;
            if (isAccepted)
            {
                return (connection, Next.Stop);
            }

            log.Add(peer.Describe(), trace.IsEncrypted ? "TLS" : "none", refusal!);
            return (null, refusal!.Kind == ErrorKind.Failover ? Next.Host : Next.Stop);
        }
        finally
        {
            if (!isAccepted)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    Failure? CertificateRefusal(ConnectTrace trace) =>
        target.Options.SslCertMode == SslCertMode.Require && trace.IsPhysical && trace.Tls?.IsMutuallyAuthenticated != true
            ? new()
            {
                Stage = ErrorStage.Authentication,
                Kind = ErrorKind.Tls,
                What =
                    trace.IsEncrypted && target.HasClientCertificate
                        ? "server did not request an SSL certificate"
                        : "server accepted connection without a valid SSL certificate",
                Origin = target.Origin("sslcertmode"),
                Fix = "let the server ask for a certificate (ssl_ca_file), give sslcert and sslkey, or use sslcertmode=allow",
            }
            : null;
}
