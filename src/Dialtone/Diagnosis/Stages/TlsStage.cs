using Dialtone.Diagnosis.Probing;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Does a handshake in order to look at it.</summary>
sealed class TlsStage() : Stage("tls")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file is { Answer.Kind: PeerKind.Tls, Line: not null };

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var policy =
            file.Policy ?? TlsPolicy.Load(new() { Versions = file.Tls!.Versions, ClientCertificates = ClientCertificateMode.Disable });
        try
        {
            var (stream, seen) = await TlsObserver
                .HandshakeAsync(file.Line!, policy, file.Host!.Host, withCertificate: true, cancellationToken)
                .ConfigureAwait(false);
            (file.Line, file.Handshake) = (stream, seen);
        }
        catch (TlsFaultException exception)
        {
            file.HandshakeFault = exception.Fault;
            file.Line = null;
            notes.Warn(exception.Fault.Describe());
            await ProbeVersionsAsync(file, notes, cancellationToken).ConfigureAwait(false);
            if (file.DemandsTls)
            {
                throw Blocked.AtTls(
                    exception.Fault.IsCut ? "SSL SYSCALL error: EOF detected" : $"SSL error: {exception.Fault.Reason}",
                    file.Named("sslmode")
                );
            }

            return;
        }

        Show(file, file.Handshake!, notes);
    }

    static void Show(CaseFile file, TlsObservation seen, StageNotes notes)
    {
        notes.Add(
            $"{seen.ProtocolName}, {seen.Cipher}" + (seen.ApplicationProtocol is { Length: > 0 } protocol ? $", ALPN {protocol}" : "")
        );
        notes.Add(seen.ServerName.Length > 0 ? $"server name sent (SNI): {seen.ServerName}" : "no server name sent (SNI)");
        if (CertificateFacts.IsNearExpiry(seen.Leaf, file.Time))
        {
            notes.Warn($"the server's certificate: {CertificateFacts.Describe(seen.Leaf, file.Time)}");
        }
        else
        {
            notes.Add($"the server's certificate: {CertificateFacts.Describe(seen.Leaf, file.Time)}");
        }

        var names = CertificateFacts.AlternativeNames(seen.Leaf);
        notes.Add(names.Count == 0 ? "  it has no subject alternative names" : $"  for {string.Join(", ", names.Take(8))}");
        foreach (var other in seen.Presented)
        {
            notes.Add($"  sent with it: {CertificateFacts.Describe(other, file.Time)}");
        }

        if (seen.AsksForCertificate is { } asks)
        {
            var issuers = seen.AcceptableIssuers.Count == 0 ? "" : $", from {string.Join(" or ", seen.AcceptableIssuers.Take(4))}";
            notes.Add(asks ? $"the server asks for a client certificate{issuers}" : "the server asks for no client certificate");
        }
    }

    // Which versions the server has is seen by offering one at a time.
    static async Task ProbeVersionsAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        foreach (var version in (TlsVersion[])[TlsVersion.Tls12, TlsVersion.Tls13])
        {
            var policy = TlsPolicy.Load(new() { Versions = new(version, version), ClientCertificates = ClientCertificateMode.Disable });
            string result;
            try
            {
                var stream = await ServerLine.OpenForTlsAsync(file, cancellationToken).ConfigureAwait(false);
                var (tls, seen) = await TlsObserver
                    .HandshakeAsync(stream, policy, file.Host!.Host, withCertificate: false, cancellationToken)
                    .ConfigureAwait(false);
                await tls.DisposeAsync().ConfigureAwait(false);
                file.ServerVersions.Add(seen.Protocol);
                result = "works";
            }
            catch (Exception exception) when (exception is TlsFaultException or IOException)
            {
                result = exception.Message;
            }

            notes.Add($"{(version == TlsVersion.Tls12 ? "TLS 1.2" : "TLS 1.3")} alone: {result}");
        }
    }
}
