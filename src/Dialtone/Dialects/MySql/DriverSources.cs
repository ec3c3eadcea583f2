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
    readonly ReloadingTlsPolicy? policy =
        options.SslMode == SslMode.Disabled ? null : new(MySqlTls.SettingsOf(options, target), behaviour.Time);
    TlsPolicy? announced;

    /// <summary>A connection to a host, not open yet.</summary>
    /// <exception cref="DatabaseException">A file that TLS needs cannot be used, or the port is no port.</exception>
    public MySqlConnection Create(HostPlan host)
    {
        CheckFiles();
        var connection = sources.GetOrAdd(host, key => new(() => Build(key))).Value.CreateConnection();

        // Asked for after the handshake, so after the policy has accepted the server.
        connection.ProvidePasswordCallback = _ => host.Password?.Reveal() ?? "";
        return connection;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources.Values.Where(source => source.IsValueCreated))
        {
            await source.Value.DisposeAsync().ConfigureAwait(false);
        }
    }

    // Before any socket opens.
    void CheckFiles()
    {
        if (policy?.Current() is { } current && Interlocked.Exchange(ref announced, current) != current)
        {
            foreach (var warning in current.Warnings)
            {
                behaviour.Notify(new(IsFromServer: false, "WARNING", warning));
            }
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
        return (sender, certificate, chain, errors) => policy!.Current().CreateCallback(name)(sender, certificate, chain, errors);
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
