using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Translation;

/// <summary>Two PostgreSQL servers that demand a client certificate and a password: one with a good certificate, one whose certificate is for another name.</summary>
public sealed class DriverServers : IAsyncDisposable
{
    public const string User = "translate";

    /// <summary>What some grammar or other takes for something else.</summary>
    public const string Password = "p@ss/w:or'd\"\\ %ü&=;{}$x#{y}<%=1%>`~!^*()[]|,.?+%41";

    public const string Database = "it's \"d\\b\" %ü&";

    readonly SemaphoreSlim gate = new(1);
    PostgresServer? good;
    PostgresServer? misnamed;
    bool hasMySqlUser;

    public async Task<(PostgresServer Good, PostgresServer Misnamed)> PostgresAsync(Pki pki, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            good ??= await StartAsync(pki, ServerCertificate.Good, cancellationToken);
            misnamed ??= await StartAsync(pki, ServerCertificate.WrongName, cancellationToken);
            return (good, misnamed);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Makes the user on a shared server.</summary>
    public async Task PrepareAsync(MariaDbServer server, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!hasMySqlUser)
            {
                var password = Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);
                await server.ExecuteAsync(
                    $"create user {User}@'%' identified by '{password}' require x509; grant all on {MariaDbServer.Database}.* to {User}@'%'",
                    cancellationToken
                );
            }

            hasMySqlUser = true;
        }
        finally
        {
            gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        gate.Dispose();
        foreach (var server in new[] { good, misnamed })
            if (server is not null)
                await server.DisposeAsync();
    }

    static async Task<PostgresServer> StartAsync(Pki pki, ServerCertificate certificate, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(
            PostgresRelease.V15,
            pki,
            new() { Certificate = certificate, HostBasedAuthentication = $"hostssl all {User} all scram-sha-256 clientcert=verify-full\n" },
            cancellationToken
        );
        await server.ExecuteAsync(
            $"create role {User} login password '{Password.Replace("'", "''", StringComparison.Ordinal)}'",
            cancellationToken
        );
        await server.ExecuteAsync($"create database \"{Database.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", cancellationToken);
        return server;
    }
}
