using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Connects as every other command does: the password is sent only where the target's policy accepts the server.</summary>
sealed class AuthenticationStage() : Stage("authentication")
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => !file.IsNotToBeOpened;

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var target = file.Resolved!;
        if (file.Sqlite is not null)
        {
            // A connect may switch the file to another journal; a diagnosis leaves it as it is.
            target = target with
            {
                Parameters = target.Parameters.Without("journal_mode"),
            };
        }

        file.Connector = KnownDialects
            .Find(target.Dialect)
            .CreateConnector(
                target,
                new()
                {
                    TextOnly = true,
                    ConnectTimeout = Limit,
                    StatementTimeout = TimeSpan.Zero,
                    StrictTls = file.StrictTls,
                    AllowTlsKeyLog = file.AllowTlsKeyLog,
                    Notify = notice => file.Announcements.Add(notice.Text),
                    Time = file.Time,
                }
            );
        try
        {
            file.Connection = await file.Connector.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseException exception)
            when (file is { MySql: not null, Handshake: not null, Policy.HasClientCertificate: true }
                && exception.Kind == ErrorKind.Disconnected
            )
        {
            await RefusedCertificate.ListenAsync(file, cancellationToken).ConfigureAwait(false);
            if (file.CertificateFault is not { Alert: not null } fault)
            {
                throw;
            }

            notes.Add(fault.Describe());
            throw Blocked.AtTls($"SSL error: {fault.Reason}", file.Tls!.CertificateFile?.Describe());
        }

        var user = file.Shown("user");
        notes.Add(
            file.Sqlite is not null ? "opened"
            : target.Hosts.Length > 1 ? $"logged in as {user} at {file.Connection.DataSource}"
            : $"logged in as {user}"
        );
        foreach (var announcement in file.Announcements)
        {
            notes.Warn(announcement);
        }
    }
}
