using Dialtone.Diagnosis.Probing;
using Dialtone.Diagnosis.Stages.Postgres;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Knocks once more with the server name (SNI) left out, or sent where it was not: proxies choose the server and its certificate by it.</summary>
static class ServerNameProbe
{
    /// <summary>Compares the certificates, and what a login without a password is answered.</summary>
    /// <param name="file">The case, with the handshake that was seen.</param>
    /// <param name="notes">Takes what differs.</param>
    /// <param name="login">Whether a login is begun; only with a server that the policy accepts.</param>
    /// <param name="cancellationToken">Ends the probe.</param>
    public static async Task CompareAsync(CaseFile file, StageNotes notes, bool login, CancellationToken cancellationToken)
    {
        var sends = file.Handshake!.ServerName.Length == 0;
        var how = sends ? "with the server name (SNI)" : "without the server name (SNI)";
        try
        {
            var policy = TlsPolicy.Load(
                file.Tls! with
                {
                    SendServerName = sends,
                    Verification = TlsVerification.WhenRootExists,
                    RootFile = null,
                    SystemRoots = false,
                    ClientCertificates = ClientCertificateMode.Disable,
                },
                file.Time
            );
            if (sends && ServerName.For(file.HostName, send: true).Length == 0)
            {
                notes.Add($"{file.HostName} is an address: there is no server name (SNI) to send");
                return;
            }

            var line = await ServerLine.OpenForTlsAsync(file, cancellationToken).ConfigureAwait(false);
            var (tls, seen) = await TlsObserver
                .HandshakeAsync(line, policy, file.Host!.Host, withCertificate: false, cancellationToken)
                .ConfigureAwait(false);
            await using (tls.ConfigureAwait(false))
            {
                notes.Add(
                    seen.Leaf.RawDataMemory.Span.SequenceEqual(file.Handshake.Leaf.RawDataMemory.Span)
                        ? $"{how}: the same certificate"
                        : $"{how}: another certificate, {CertificateFacts.Describe(seen.Leaf, file.Time)}, for {Names(seen)}"
                );
                if (login)
                {
                    var answer = await PostgresProbe.LoginAsync(tls, StartupParameters.Of(file), cancellationToken).ConfigureAwait(false);
                    notes.Add($"{how}: {Describe(answer)}");
                }
            }
        }
        catch (Exception exception) when (exception is TlsFaultException or IOException or DatabaseException)
        {
            notes.Add($"{how}: {exception.Message}");
        }
    }

    static string Names(TlsObservation seen) =>
        CertificateFacts.AlternativeNames(seen.Leaf) is { Count: > 0 } names ? string.Join(", ", names.Take(8)) : "no alternative name";

    static string Describe(StartupAnswer answer) =>
        answer.IsClosed ? "the server closes the connection"
        : answer.Error is { } error ? $"the server says {error.Message}"
        : $"the server goes on, and asks for: {answer.MethodName}";
}
