using System.Runtime.CompilerServices;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using NpgsqlConnection = Npgsql.NpgsqlConnection;
using NpgsqlDataSource = Npgsql.NpgsqlDataSource;

namespace Dialtone.Dialects.Postgres;

/// <summary>Opens a connection as libpq does: hosts × addresses × encryption, with libpq's rules of going on and giving up.</summary>
sealed class ConnectLoop(PostgresTarget target, ConnectorOptions options, DriverSources sources, AnnouncedTlsPolicy policy)
{
    readonly EncryptionOrder order = new(target, options);
    readonly ConditionalWeakTable<NpgsqlConnection, SessionLink> links = [];

    /// <summary>An open connection.</summary>
    /// <exception cref="DatabaseException">No host would do.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await TryHostsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is not OperationCanceledException)
        {
            throw new OperationCanceledException("the connect was cancelled", exception, cancellationToken);
        }
    }

    async ValueTask<NpgsqlConnection> TryHostsAsync(CancellationToken cancellationToken)
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

                if (next == NextStep.Stop)
                {
                    throw log.ToException();
                }
            }
        }

        throw log.ToException();
    }

    /// <summary>How a session came about.</summary>
    public SessionLink? LinkOf(NpgsqlConnection session) => links.TryGetValue(session, out var link) ? link : null;

    SessionLink LinkOf(Peer peer, EncryptionAttempt attempt, ConnectTrace trace)
    {
        var tls = trace.IsEncrypted ? policy.Current() : null;
        return new(
            peer.Host.Host ?? peer.Host.HostAddress ?? "",
            peer.Address?.ToString(),
            peer.Port,
            trace.IsEncrypted ? trace.Tls : null,
            tls?.VerifiesChain == true,
            tls?.VerifiesName == true,
            attempt.UsesGss
        );
    }

    /// <summary>Whether an idle session answers and is still of the kind that the target asks for.</summary>
    public async ValueTask<bool> IsFitAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        // What the server reports of the session is up to date when it has answered.
        await SessionCheck.PingAsync(session, cancellationToken).ConfigureAwait(false);
        return await SessionCheck.MismatchAsync(session, target.Options.TargetSessionAttrs, cancellationToken).ConfigureAwait(false)
            is null;
    }

    async ValueTask<(NpgsqlConnection? Connection, NextStep Next)> TryHostAsync(
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
            return (null, NextStep.Host);
        }

        foreach (var peer in peers)
        {
            var (connection, next) = await TryPeerAsync(peer, attributes, log, cancellationToken).ConfigureAwait(false);
            if (connection is not null || next != NextStep.Address)
            {
                return (connection, next);
            }
        }

        return (null, NextStep.Host);
    }

    async ValueTask<(NpgsqlConnection? Connection, NextStep Next)> TryPeerAsync(
        Peer peer,
        TargetSessionAttrs attributes,
        ConnectLog log,
        CancellationToken cancellationToken
    )
    {
        // As in libpq, one time limit covers everything that is tried with an address.
        var limit = target.ConnectTimeout(options);
        using var timer = limit is { } time ? new CancellationTokenSource(time, options.Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var sslMode = target.Options.SslMode;
        string? reason = null;
        EncryptionAttempt[] attempts;
        try
        {
            attempts = await order.ForAsync(peer, either.Token).ConfigureAwait(false);
        }
        catch (DatabaseException exception)
        {
            log.Add(peer.Describe(), EncryptionAttempt.Gss.Describe(), exception.Failure);
            return (null, NextStep.Stop);
        }

        for (var index = 0; index < attempts.Length; index++)
        {
            var attempt = attempts[index];
            var trace = ConnectTrace.Begin();
            try
            {
                return await OpenAsync(peer, attempt, attributes, log, trace, reason, either.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                if (order.IsMereLack(peer, exception))
                {
                    (attempts, index) = (order.WithoutGss(peer), -1);
                    continue;
                }

                var gssReason = await GssErrors.ReasonAsync(exception, target, peer, either.Token).ConfigureAwait(false);
                var failure =
                    timer.IsCancellationRequested || PostgresErrors.IsTimeout(exception)
                        ? ConnectErrors.TimedOut(limit ?? TimeSpan.Zero, target)
                        : ConnectErrors.Describe(exception, target, peer, attempt, gssReason);
                log.Add(peer.Describe(), attempt.Describe(), failure, exception);
                var next = NextSteps.After(exception, failure);
                if (next != NextStep.Encryption || (attempt == EncryptionAttempt.Offer && !HandshakeErrors.AreBeforeEncryption(exception)))
                {
                    return (null, next == NextStep.Encryption ? NextStep.Stop : next);
                }

                reason = attempt.UsesGss ? reason : failure.What;
            }
        }

        return (null, NextStep.Stop);
    }

    async ValueTask<(NpgsqlConnection? Connection, NextStep Next)> OpenAsync(
        Peer peer,
        EncryptionAttempt attempt,
        TargetSessionAttrs attributes,
        ConnectLog log,
        ConnectTrace trace,
        string? reason,
        CancellationToken cancellationToken
    )
    {
        if (attempt.UsesTls)
        {
            // Files that cannot be used are reported before a socket is opened.
            policy.Current();
        }

        SocketSettings.Check(peer, target);
        var connection = await ConnectAsync(sources[peer, attempt], trace, cancellationToken).ConfigureAwait(false);
        if (trace.IsEncrypted)
        {
            order.HasTls(peer);
        }

        var failure = await JudgeAsync(connection, attributes, cancellationToken).ConfigureAwait(false);
        if (failure is null)
        {
            Announce(peer, attempt, trace, reason);
            links.Add(connection, LinkOf(peer, attempt, trace));
            return (connection, NextStep.Stop);
        }

        log.Add(peer.Describe(), attempt.Describe(), failure);
        await connection.DisposeAsync().ConfigureAwait(false);
        return (null, NextStep.Host);
    }

    // The driver does not listen to the token while it waits for a server's first bytes: left alone, it ends by its own limit. And GSSAPI blocks the
    // thread that it is called on, which is this one when the server is quick to answer.
    static async ValueTask<NpgsqlConnection> ConnectAsync(NpgsqlDataSource source, ConnectTrace trace, CancellationToken cancellationToken)
    {
        var opening = Task.Run(() => source.OpenConnectionAsync(cancellationToken).AsTask(), CancellationToken.None);
        try
        {
            return await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch when (!opening.IsCompleted)
        {
            // A server that never stops sending would keep the driver reading for ever.
            trace.Tls?.Dispose();
            _ = AbandonAsync(opening);
            throw;
        }
    }

    static async Task AbandonAsync(Task<NpgsqlConnection> opening)
    {
        try
        {
            var late = await opening.ConfigureAwait(false);
            await late.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Nobody waits for it any more.
        }
    }

    async ValueTask<Failure?> JudgeAsync(NpgsqlConnection session, TargetSessionAttrs attributes, CancellationToken cancellationToken)
    {
        try
        {
            var mismatch = await SessionCheck.MismatchAsync(session, attributes, cancellationToken).ConfigureAwait(false);
            return mismatch is null ? null : SessionCheck.Failure(mismatch, target);
        }
        catch (Exception exception) when (PostgresErrors.Knows(exception) && !cancellationToken.IsCancellationRequested)
        {
            // A server that cannot say what it is will not do, but the next one may.
            return PostgresErrors.Translate(exception, ErrorStage.Session).Failure;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    void Announce(Peer peer, EncryptionAttempt attempt, ConnectTrace trace, string? reason)
    {
        if (target.Options.SslMode != SslMode.Prefer || peer.Address is null || !trace.IsPhysical || trace.IsEncrypted || attempt.UsesGss)
        {
            return;
        }

        var because = reason ?? (trace.Tls is null ? "the server offers no TLS" : "the server refused the user over TLS");
        options.Notify(
            new(
                IsFromServer: false,
                "WARNING",
                $"the connection to {peer.Describe()} is NOT encrypted: {because}; {target.Origin("sslmode")} allows that, sslmode=require or verify-full forbids it"
            )
        );
    }
}
