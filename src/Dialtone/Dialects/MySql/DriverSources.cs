using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;
using MySqlConnector;
using SslMode = Dialtone.Parameters.MySqlSslMode;

namespace Dialtone.Dialects.MySql;

/// <summary>The driver's data sources: one for each host, kept, because each holds a pool.</summary>
sealed class DriverSources(MySqlOptions options, ResolvedTarget target, ConnectorOptions behaviour) : IAsyncDisposable
{
    readonly ConcurrentDictionary<HostPlan, Lazy<MySqlDataSource>> sources = new();
    readonly ConcurrentDictionary<HostPlan, bool> encrypted = new();
    readonly AnnouncedTlsPolicy? policy =
        options.SslMode == SslMode.Disabled ? null : new(MySqlTls.SettingsOf(options, target), behaviour.Time, behaviour.Notify);

    /// <summary>A connection to a host, not open yet.</summary>
    /// <exception cref="DatabaseException">A file that TLS needs cannot be used, or the port is no port.</exception>
    public async ValueTask<MySqlConnection> CreateAsync(HostPlan host, CancellationToken cancellationToken)
    {
        // Files that cannot be used are reported before any socket opens.
        policy?.Current();
        var password = behaviour.Credentials is { } ask
            ? await ask(
                    new(host.Host ?? host.HostAddress ?? "", host.IsSocket ? 0 : host.ParsePort(), options.User, options.Database ?? ""),
                    cancellationToken
                )
                .ConfigureAwait(false)
            : host.Password;
        var connection = sources.GetOrAdd(host, key => new(() => Build(key))).Value.CreateConnection();

        // Asked for after the handshake, so after the policy has accepted the server.
        connection.ProvidePasswordCallback = _ => password?.Reveal() ?? "";
        return connection;
    }

    /// <summary>Tells once that a host has no TLS where the target would have liked it: to a person it looks the same.</summary>
    public void AnnouncePlaintext(HostPlan host)
    {
        if (options.SslMode == SslMode.Preferred && !host.IsSocket && encrypted.TryAdd(host, false))
        {
            var mode = target.Parameters["ssl_mode"]!;
            behaviour.Notify(
                new(
                    IsFromServer: false,
                    "WARNING",
                    $"the connection to {MySqlConnectErrors.Name(host)} is NOT encrypted: the server offers no TLS; "
                        + $"ssl_mode={mode.DisplayValue} ({mode.Source.Describe()}) allows that, ssl_mode=VERIFY_IDENTITY forbids it"
                )
            );
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    MySqlDataSource Build(HostPlan host)
    {
        var settings = DriverSettings.For(options, host, target, behaviour);
        var isTrusted = host.IsSocket || options.SslMode >= SslMode.VerifyCa;
        var builder = new MySqlDataSourceBuilder(settings.ConnectionString);
        builder.UseLoggerFactory(new DriverEvents(refusesClearText: !isTrusted));
        if (policy is not null)
        {
            builder.UseRemoteCertificateValidationCallback(Verify(host));
            if (options.ClientCertificate is not null)
            {
                builder.UseClientCertificatesCallback(certificates =>
                {
                    certificates.AddRange(policy.Current().ClientCertificates.ToArray<X509Certificate>());
                    return ValueTask.CompletedTask;
                });
            }
        }

        if (FirstStatements() is { } statements)
        {
            builder.UseConnectionOpenedCallback((opened, cancellationToken) => RunAsync(opened.Connection, statements, cancellationToken));
        }

        return builder.Build();
    }

    RemoteCertificateValidationCallback Verify(HostPlan host)
    {
        // A server behind a Unix socket is this machine.
        var name = host.IsSocket ? "localhost" : host.Host;
        return (sender, certificate, chain, errors) =>
        {
            encrypted[host] = true;
            DriverEvents.Current?.HasTls = true;
            var isAccepted = policy!.Current().CreateCallback(name)(sender, certificate, chain, errors);
            if (isAccepted && sender is SslStream stream)
            {
                DriverEvents.Secured(stream);
            }

            return isAccepted;
        };
    }

    /// <summary>How a session that was just opened came about.</summary>
    public SessionLink LinkOf(HostPlan host, SslStream? stream)
    {
        var tls = stream is null ? null : policy?.Current();
        return new(
            host.Host ?? host.HostAddress ?? "",
            host.HostAddress,
            host.IsSocket ? 0 : host.ParsePort(),
            stream,
            tls?.VerifiesChain == true,
            tls?.VerifiesName == true
        );
    }

    /// <summary>Takes a session's state back to what it was when it was opened.</summary>
    public async ValueTask ResetAsync(MySqlConnection session, CancellationToken cancellationToken)
    {
        await session.ResetConnectionAsync(cancellationToken).ConfigureAwait(false);

        // The server has gone back to its own character set.
        await RunAsync(session, $"SET NAMES utf8mb4;{FirstStatements()}", cancellationToken).ConfigureAwait(false);
    }

    string? FirstStatements() =>
        (options.Collation, options.InitCommand) switch
        {
            (null, null) => null,
            (null, var command) => command,
            ({ } collation, var command) => $"SET collation_connection = {MySqlText.Quote(collation)};{command}",
        };

    static async ValueTask RunAsync(MySqlConnection session, string statements, CancellationToken cancellationToken)
    {
        var command = session.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statements;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
