using Dialtone.Diagnosis.Probing;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Asks whoever listens for TLS, and learns from the answer what it is.</summary>
sealed class ProtocolStage() : Stage("protocol")
{
    // Of a stage's time, what a peer may take for its first word.
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Host is { IsSocket: false };

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        file.Line = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
        if (file.Postgres!.Options.SslNegotiation == SslNegotiation.Direct)
        {
            await DirectAsync(file, notes, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var timer = new CancellationTokenSource(Patience, file.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        var answer = await PostgresProbe.RequestTlsAsync(file.Line, either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        file.Answer = answer;
        if (answer.Kind is PeerKind.Closed or PeerKind.Silent or PeerKind.Stranger)
        {
            file.DirectTls = await TryDirectAsync(file, notes, cancellationToken).ConfigureAwait(false);
        }

        Judge(file, answer, notes);
    }

    static void Judge(CaseFile file, PeerAnswer answer, StageNotes notes)
    {
        switch (answer.Kind)
        {
            case PeerKind.Tls:
                notes.Add("PostgreSQL's protocol; the server offers TLS");
                return;
            case PeerKind.NoTls when file.DemandsTls:
                throw Blocked.AtTls("server does not support SSL, but SSL was required", file.Named("sslmode"));
            case PeerKind.NoTls:
                notes.Warn("PostgreSQL's protocol; the server has no TLS");
                return;
            case PeerKind.Error when file.WantsTls:
                throw Blocked.AtConnect($"server sent an error response during SSL exchange: {answer.Text}");
            case PeerKind.Error:
                notes.Warn($"the server answers the request for TLS with an error: {answer.Text}");
                return;
            case PeerKind.Closed:
                throw Blocked.AtConnect("server closed the connection unexpectedly when it was asked for TLS");
            case PeerKind.Silent:
                throw Blocked.AtConnect($"no answer to the request for TLS within {Patience.TotalSeconds:0} s");
            default:
                throw Blocked.AtConnect($"received invalid response to SSL negotiation: this is {answer.Text}");
        }
    }

    static async Task DirectAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            var (stream, seen) = await TlsObserver
                .HandshakeAsync(file.Line!, file.Policy!, file.Host!.Host, withCertificate: true, cancellationToken)
                .ConfigureAwait(false);
            (file.Line, file.DirectTls, file.Handshake) = (stream, seen, seen);
        }
        catch (TlsFaultException exception)
        {
            file.Line = null;
            file.HandshakeFault = exception.Fault;
            notes.Add(exception.Fault.Describe());
            await SeeWhatElseWorksAsync(file, notes, cancellationToken).ConfigureAwait(false);
            throw Blocked.AtTls(
                exception.Fault.IsCut ? "SSL SYSCALL error: EOF detected" : $"SSL error: {exception.Fault.Reason}",
                file.Named("sslnegotiation")
            );
        }

        if (file.Handshake!.ApplicationProtocol.Length == 0)
        {
            await SeeWhatElseWorksAsync(file, notes, cancellationToken).ConfigureAwait(false);
            throw Blocked.AtTls(
                "direct SSL connection was established without ALPN protocol negotiation extension",
                file.Named("sslnegotiation")
            );
        }

        file.Answer = new(PeerKind.Tls);
        var direct = file.Handshake;
        notes.Add($"direct TLS, without a request for it first: {direct.ProtocolName}, {direct.Cipher}, ALPN {direct.ApplicationProtocol}");
    }

    // Whether the older way of beginning TLS would have worked.
    static async Task SeeWhatElseWorksAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var stream = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            file.Answer = await PostgresProbe.RequestTlsAsync(stream, cancellationToken).ConfigureAwait(false);
        }

        notes.Add(
            file.Answer.Kind == PeerKind.Tls
                ? "with sslnegotiation=postgres the same server does offer TLS"
                : $"with sslnegotiation=postgres the server answers: {file.Answer.Kind} {file.Answer.Text}".TrimEnd()
        );
    }

    static async Task<TlsObservation?> TryDirectAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            var policy = TlsPolicy.Load(
                new() { ApplicationProtocols = file.Tls!.ApplicationProtocols, ClientCertificates = ClientCertificateMode.Disable }
            );
            var line = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
            await using (line.ConfigureAwait(false))
            {
                using var timer = new CancellationTokenSource(Patience / 2, file.Time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
                var (stream, seen) = await TlsObserver
                    .HandshakeAsync(line, policy, file.Host!.Host, withCertificate: false, either.Token)
                    .ConfigureAwait(false);
                await stream.DisposeAsync().ConfigureAwait(false);
                notes.Add(
                    $"direct TLS works: {seen.ProtocolName}, ALPN {(seen.ApplicationProtocol is { Length: > 0 } name ? name : "none")}"
                );
                return seen;
            }
        }
        catch (Exception exception)
            when (exception is TlsFaultException or IOException or System.Net.Sockets.SocketException or DatabaseException
                || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            notes.Add("direct TLS does not work either");
            return null;
        }
    }
}
