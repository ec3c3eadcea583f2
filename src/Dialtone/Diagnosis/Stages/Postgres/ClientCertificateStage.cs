using Dialtone.Diagnosis.Probing;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Begins a login over TLS, and sees whether the server takes the client's certificate.</summary>
/// <remarks>
/// With TLS 1.3 a server judges the certificate after the handshake, so that its refusal comes as the answer to the login.
/// </remarks>
sealed class ClientCertificateStage() : Stage("client-certificate")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) =>
        file is { Handshake: not null, Line: not null } && file.WantsTls && file.IsServerAccepted == true;

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var sends = file.Policy?.HasClientCertificate == true;
        try
        {
            file.Startup = await PostgresProbe.LoginAsync(file.Line!, StartupParameters.Of(file), cancellationToken).ConfigureAwait(false);
        }
        catch (IOException exception)
        {
            file.CertificateFault = TlsFault.Of(exception);
        }

        if (file.CertificateFault is not null || file.Startup is { IsClosed: true })
        {
            await ListenAsync(file, notes, cancellationToken).ConfigureAwait(false);
        }

        if (file.CertificateFault is { } fault)
        {
            notes.Add(fault.Describe());
            throw Blocked.AtTls(
                fault.IsCut ? "server closed the connection unexpectedly after the handshake" : $"SSL error: {fault.Reason}",
                sends ? file.Tls!.CertificateFile?.Describe() : "no client certificate was sent"
            );
        }

        var own = sends ? CertificateFacts.Describe(file.Policy!.ClientCertificates[0], file.Time) : "";
        notes.Add(
            (sends, file.Handshake!.AsksForCertificate) switch
            {
                (true, true) => $"sent and taken: {own}",
                (true, _) => $"the server did not ask for one; there would be {own}",
                (false, true) => "the server asks for one, none was sent; it did not insist in the handshake",
                _ => "none wanted, none sent",
            }
        );
    }

    static async Task ListenAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        await RefusedCertificate.ListenAsync(file, cancellationToken).ConfigureAwait(false);
        await ReadIssuersAsync(file, notes, cancellationToken).ConfigureAwait(false);
    }

    // Without a certificate of one's own, the server's list of authorities can be read.
    static async Task ReadIssuersAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            var line = await ServerLine.OpenForTlsAsync(file, cancellationToken).ConfigureAwait(false);
            var (tls, seen) = await TlsObserver
                .HandshakeAsync(line, file.Policy!, file.Host!.Host, withCertificate: false, cancellationToken)
                .ConfigureAwait(false);
            await tls.DisposeAsync().ConfigureAwait(false);
            file.Handshake = file.Handshake! with { AcceptableIssuers = seen.AcceptableIssuers };
            if (seen.AcceptableIssuers.Count > 0)
            {
                notes.Add($"the server takes certificates from {string.Join(" or ", seen.AcceptableIssuers.Take(4))}");
            }
        }
        catch (Exception exception) when (exception is TlsFaultException or IOException or DatabaseException)
        {
            notes.Add("the server's list of authorities could not be read");
        }

        if (file.Policy is { HasClientCertificate: true } policy)
        {
            notes.Add($"sent was {CertificateFacts.Describe(policy.ClientCertificates[0], file.Time)}");
            notes.Add($"with {policy.ClientCertificates.Count - 1} intermediate certificates");
        }
    }
}
