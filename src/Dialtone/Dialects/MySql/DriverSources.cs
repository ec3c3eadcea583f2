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
    public MySqlConnection Create(HostPlan host)
    {
        // Files that cannot be used are reported before any socket opens.
        policy?.Current();
        var connection = sources.GetOrAdd(host, key => new(() => Build(key))).Value.CreateConnection();

        // Asked for after the handshake, so after the policy has accepted the server.
        connection.ProvidePasswordCallback = _ => host.Password?.Reveal() ?? "";
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
            builder.UseConnectionOpenedCallback((opened, cancellationToken) => RunAsync(opened, statements, cancellationToken));
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
            return policy!.Current().CreateCallback(name)(sender, certificate, chain, errors);
        };
    }

    string? FirstStatements() =>
        (options.Collation, options.InitCommand) switch
        {
            (null, null) => null,
            (null, var command) => command,
            ({ } collation, var command) => $"SET collation_connection = {MySqlText.Quote(collation)};{command}",
        };

    // A connection of the pool was reset before it is used again, so it needs them again.
    static async ValueTask RunAsync(MySqlConnectionOpenedContext opened, string statements, CancellationToken cancellationToken)
    {
        var command = opened.Connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = statements;
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
