using Dialtone.Diagnosis.Probing;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Opens further lines to the server that is examined.</summary>
static class ServerLine
{
    /// <summary>A line on which the server awaits a handshake.</summary>
    /// <exception cref="IOException">The server does not answer as it did before.</exception>
    public static async Task<Stream> OpenForTlsAsync(CaseFile file, CancellationToken cancellationToken)
    {
        var stream = await ProbeSocket.OpenAsync(file.EndPoint!, cancellationToken).ConfigureAwait(false);
        if (file.MySql is not null)
        {
            _ = await MySqlProbe.ReadGreetingAsync(stream, cancellationToken).ConfigureAwait(false);
            await MySqlProbe.RequestTlsAsync(stream, cancellationToken).ConfigureAwait(false);
        }
        else if (
            file.Postgres?.Options.SslNegotiation != SslNegotiation.Direct
            && await PostgresProbe.RequestTlsAsync(stream, cancellationToken).ConfigureAwait(false) is not { Kind: PeerKind.Tls }
        )
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw new IOException("the server does not begin TLS any more");
        }

        return stream;
    }
}
