using Dialtone.Diagnosis.Probing;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Hears why a server refuses the client's certificate.</summary>
/// <remarks>
/// With TLS 1.3 a server judges the certificate after the handshake. What the client sends meanwhile can make the system throw the server's
/// alert away; so if the line breaks, a second one waits for the alert without a word.
/// </remarks>
static class RefusedCertificate
{
    static readonly TimeSpan AlertTime = TimeSpan.FromMilliseconds(250);

    /// <summary>Does a handshake and waits for the alert; the reason, or that the line was cut, is then the case's <see cref="CaseFile.CertificateFault"/>.</summary>
    public static async Task ListenAsync(CaseFile file, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(AlertTime, file.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var line = await ServerLine.OpenForTlsAsync(file, cancellationToken).ConfigureAwait(false);
            var (tls, _) = await TlsObserver
                .HandshakeAsync(line, file.Policy!, file.Host!.Host, withCertificate: true, cancellationToken)
                .ConfigureAwait(false);
            await using (tls.ConfigureAwait(false))
            {
                var count = await tls.ReadAsync(new byte[1], either.Token).ConfigureAwait(false);
                file.CertificateFault ??= new("server closed the connection unexpectedly", null, count == 0);
            }
        }
        catch (TlsFaultException exception)
        {
            file.CertificateFault = exception.Fault;
        }
        catch (IOException exception)
        {
            file.CertificateFault = TlsFault.Of(exception);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            file.CertificateFault ??= new("server closed the connection unexpectedly", null, true);
        }
    }
}
