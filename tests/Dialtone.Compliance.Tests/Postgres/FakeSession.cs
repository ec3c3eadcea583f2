using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>A fake server that lets everybody in, reports what it is told to, and then listens.</summary>
static class FakeSession
{
    /// <summary>The script of a server that reports these settings beside the usual ones.</summary>
    public static FakeScript Reporting(CertificateFiles? certificate, params (string Name, string Value)[] settings) =>
        FakePostgres.Login(certificate, (connection, cancellationToken) => LogInAsync(connection, settings, cancellationToken));

    /// <summary>Everything from the acceptance of the login to the first question.</summary>
    public static async Task LogInAsync(
        FakeConnection connection,
        (string Name, string Value)[] settings,
        CancellationToken cancellationToken
    )
    {
        await connection.SendAsync(PostgresMessages.AuthenticationOk, cancellationToken);
        (string, string)[] usual =
        [
            ("server_version", "18.0"),
            ("client_encoding", "UTF8"),
            ("server_encoding", "UTF8"),
            ("standard_conforming_strings", "on"),
            ("DateStyle", "ISO, MDY"),
            ("TimeZone", "UTC"),
            ("integer_datetimes", "on"),
        ];
        foreach (var (name, value) in usual.Concat(settings))
        {
            await connection.SendAsync(PostgresMessages.ParameterStatus(name, value), cancellationToken);
        }
        await connection.SendAsync(PostgresMessages.ReadyForQuery, cancellationToken);
        await connection.ReadToEndAsync(cancellationToken);
    }
}
