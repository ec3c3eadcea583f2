using Dialtone.Diagnosis.Probing;

namespace Dialtone.Diagnosis.Stages.MySql;

/// <summary>Reads what the server says first.</summary>
sealed class GreetingStage() : Stage("protocol")
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var stream = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
        file.Line = stream;
        using var timer = new CancellationTokenSource(Patience, file.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        (file.Greeting, var answer) = await MySqlProbe.ReadGreetingAsync(stream, either.Token).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        file.Answer = answer;
        switch (answer.Kind)
        {
            case PeerKind.Error:
                throw Blocked.AtConnect($"the server refuses before any login: {answer.Text} (error {file.Greeting!.ErrorNumber})");
            case PeerKind.Closed:
                throw Blocked.AtConnect("the server closed the connection without a greeting");
            case PeerKind.Silent:
                throw Blocked.AtConnect(
                    $"no greeting within {Patience.TotalSeconds:0} s: a MySQL server speaks first, a PostgreSQL or web server waits"
                );
            case PeerKind.Stranger:
                throw Blocked.AtConnect($"the peer does not speak MySQL's protocol: this is {answer.Text}");
        }

        notes.Add($"MySQL's protocol, server version {file.Greeting!.Version}, authentication {file.Greeting.Plugin}");
        if (answer.Kind == PeerKind.Tls)
        {
            notes.Add("the server offers TLS");
            await MySqlProbe.RequestTlsAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        else if (file.DemandsTls)
        {
            throw Blocked.AtTls("the server does not support TLS, but TLS was demanded", file.Named("ssl_mode"));
        }
        else
        {
            notes.Warn("the server offers no TLS");
        }
    }
}
