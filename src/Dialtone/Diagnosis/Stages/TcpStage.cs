using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dialtone.Diagnosis.Probing;
using Dialtone.Dialects.Postgres;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Opens a socket to every address, in the order in which they would be tried; the first that opens is examined further.</summary>
sealed class TcpStage() : Stage("tcp")
{
    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        Failure? failure = null;
        foreach (var host in file.Resolved!.Hosts)
        {
            Peer[] peers;
            try
            {
                peers = await HostAddresses.ResolveAsync(host, shuffle: false, cancellationToken).ConfigureAwait(false);
            }
            catch (DatabaseException exception)
            {
                failure ??= exception.Failure;
                continue;
            }

            foreach (var peer in peers)
            {
                var endPoint = EndPointOf(file, peer);
                var start = file.Time.GetTimestamp();
                if (await TryAsync(endPoint, cancellationToken).ConfigureAwait(false) is { } error)
                {
                    notes.Warn($"{endPoint}: {error}");
                    failure ??= Unreachable(peer, error);
                    continue;
                }

                notes.Add($"{endPoint}: open after {file.Time.GetElapsedTime(start).TotalMilliseconds:0.0} ms");
                if (file.EndPoint is null)
                {
                    (file.Host, file.EndPoint) = (host, endPoint);
                }
            }
        }

        if (file.EndPoint is null)
        {
            throw new DatabaseException(failure ?? throw new UnreachableException());
        }
    }

    static EndPoint EndPointOf(CaseFile file, Peer peer) =>
        peer.Address is { } address ? new IPEndPoint(address, peer.Port)
        : file.MySql is not null ? new UnixDomainSocketEndPoint(peer.Host.Host!)
        : new UnixDomainSocketEndPoint(
            peer.Host.Host is ['@', .. var name] ? $"\0{name}/.s.PGSQL.{peer.Port}" : $"{peer.Host.Host}/.s.PGSQL.{peer.Port}"
        );

    // One address that nobody answers at must not use up the time of the others.
    static async Task<string?> TryAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await ProbeSocket.OpenAsync(endPoint, cancellationToken).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
            return null;
        }
        catch (SocketException exception)
        {
            // .NET has no error of its own for a socket that is not there.
            return endPoint is UnixDomainSocketEndPoint && exception.SocketErrorCode is SocketError.AddressNotAvailable
                ? "No such file or directory"
                : exception.Message;
        }
    }

    static Failure Unreachable(Peer peer, string error) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Unreachable,
            What =
                $"connection to {peer.Describe()} failed: {error}\n\tIs the server running "
                + (
                    peer.Address is null
                        ? "locally and accepting connections on that socket?"
                        : "on that host and accepting TCP/IP connections?"
                ),
        };
}
