using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Principal;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>The driver's data sources: one for each peer and encryption, kept, because a new one costs three times a connect.</summary>
sealed class DriverSources(PostgresTarget target, ConnectorOptions options, AnnouncedTlsPolicy policy) : IAsyncDisposable
{
    const string Kerberos = "Kerberos";

    readonly ConcurrentDictionary<(Peer, EncryptionAttempt), Lazy<NpgsqlDataSource>> sources = new();

    /// <summary>The data source of a peer and an encryption.</summary>
    public NpgsqlDataSource this[Peer peer, EncryptionAttempt attempt] =>
        sources.GetOrAdd((peer, attempt), key => new(() => Create(key.Item1, key.Item2))).Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    NpgsqlDataSource Create(Peer peer, EncryptionAttempt attempt)
    {
        var settings = DriverSettings.For(target.Options, peer, attempt, options, target.ConnectTimeout(options));
        if (attempt.UsesTls)
        {
            settings.SslCertificate = NoClientCertificate.PathIfNeeded();
            if (target.Options.KeyLogFile is { } keyLog && TlsKeyLog.Begin(keyLog) is { } problem)
            {
                options.Notify(new(IsFromServer: false, "WARNING", problem));
            }
        }

        var builder = new NpgsqlSlimDataSourceBuilder(settings.ConnectionString);
        if (options.TextOnly || !TypedResults.IsSupported)
        {
            builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        }
        else
        {
            builder
                .EnableArrays()
                .EnableRanges()
                .EnableMultiranges()
                .EnableRecords()
                .EnableNetworkTypes()
                .EnableGeometricTypes()
                .EnableFullTextSearch()
                .EnableLTree()
                .EnableCube()
                .EnableJsonTypes();
        }

        builder.EnableTransportSecurity();
        builder.EnableIntegratedSecurity();
        builder.UseNegotiateOptionsCallback(negotiation => Negotiate(negotiation, peer, attempt));
        if (attempt.UsesTls)
        {
            builder.UseSslClientAuthenticationOptionsCallback(handshake => Secure(handshake, peer));
        }

        builder.UsePasswordProvider(
            _ => Task.Run(() => PasswordAsync(peer, CancellationToken.None).AsTask()).GetAwaiter().GetResult(),
            (_, cancellationToken) => PasswordAsync(peer, cancellationToken)
        );
        builder.UsePhysicalConnectionInitializer(
            connection => Opened(connection, peer, attempt),
            connection =>
            {
                Opened(connection, peer, attempt);
                return Task.CompletedTask;
            }
        );
        return builder.Build();
    }

    void Opened(NpgsqlConnection connection, Peer peer, EncryptionAttempt attempt)
    {
        ConnectTrace.Current?.IsPhysical = true;
        ClientCertificateCheck.Verify(target, ConnectTrace.Current);
        if (
            ConnectTrace.Current?.KerberosLogin is { IsAnswered: false }
            && !target.Options.RequireAuth.Allows(AuthenticationMethods.NoExchange)
        )
        {
            throw new DatabaseException(AuthenticationRefusals.OfMethod(AuthenticationMethods.NoExchange, target, attempt));
        }

        if (peer.Address is not null)
        {
            SocketSettings.Apply(DriverSocket.Of(connection), target);
        }
        else if (PeerCheck.IsWanted(target, isSocket: true))
        {
            PeerCheck.Verify(DriverSocket.Of(connection), target);
        }
    }

    // Asked for by the driver only when the server asks, which is after the policy has accepted the server.
    async ValueTask<string> PasswordAsync(Peer peer, CancellationToken cancellationToken)
    {
        if (PeerCheck.IsWanted(target, isSocket: peer.Address is null))
        {
            throw PeerCheck.PasswordWithheld(target);
        }

        var secret = peer.Host.Password;
        if (options.Credentials is { } ask)
        {
            var host = peer.Host.Host ?? peer.Host.HostAddress ?? "";
            secret = await ask(new(host, peer.Port, target.Options.User, target.Options.Database), cancellationToken).ConfigureAwait(false);
        }

        return secret?.Reveal() ?? throw new DatabaseException(AuthenticationRefusals.NoPassword());
    }

    void Negotiate(NegotiateAuthenticationClientOptions negotiation, Peer peer, EncryptionAttempt attempt)
    {
        if (!attempt.UsesGss)
        {
            var method = negotiation.Package == Kerberos ? AuthenticationMethods.Gss : AuthenticationMethods.Sspi;
            if ((DriverSettings.Allowed(target.Options) & method) == 0)
            {
                throw new DatabaseException(AuthenticationRefusals.OfMethod(method, target, attempt));
            }

            if (peer.Host.Host is null)
            {
                throw GssErrors.NoHostName(peer);
            }

            var login = new GssProgress();
            ConnectTrace.Current?.KerberosLogin = login;
            if (!OperatingSystem.IsWindows())
            {
                negotiation.Binding = login;
            }
        }

        // As in libpq, also for a server that asks for SSPI.
        negotiation.Package = Kerberos;
        // The driver would ask for a ticket for the address.
        negotiation.TargetName = GssErrors.ServiceOf(target, peer, '/');
        if (target.Options.GssDelegation)
        {
            negotiation.AllowedImpersonationLevel = TokenImpersonationLevel.Delegation;
        }
    }

    void Secure(SslClientAuthenticationOptions handshake, Peer peer)
    {
        policy.Current().Apply(handshake, peer.VerifiedName);
        var verify = handshake.RemoteCertificateValidationCallback!;
        handshake.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            var stream = (SslStream)sender;
            var isAccepted = verify(sender, certificate, chain, errors);
            if (isAccepted && target.Options.SslNegotiation == Parameters.SslNegotiation.Direct)
            {
                HandshakeErrors.RequireProtocol(stream, target);
            }

            if (isAccepted)
            {
                ConnectTrace.Current?.Tls = stream;
            }

            return isAccepted;
        };
    }
}
