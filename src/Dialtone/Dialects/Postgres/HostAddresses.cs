using System.Net;
using System.Net.Sockets;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>The addresses of a host, in the order in which libpq tries them.</summary>
static class HostAddresses
{
    /// <summary>Translates a host to its peers.</summary>
    /// <exception cref="DatabaseException">The port is none, or the name has no address: the next host may still do.</exception>
    public static async ValueTask<Peer[]> ResolveAsync(HostPlan host, bool shuffle, CancellationToken cancellationToken)
    {
        var port = host.ParsePort();
        if (host.IsSocket)
        {
            return [new(host, null, port)];
        }

        if (host.HostAddress is { } numeric)
        {
            return IPAddress.TryParse(numeric, out var address)
                ? [new(host, address, port)]
                : throw Unknown(
                    $"could not parse network address \"{numeric}\"",
                    "hostaddr takes a numeric address; a name belongs into host"
                );
        }

        var name = host.Host ?? "localhost";
        if (IPAddress.TryParse(name, out var literal))
        {
            return [new(host, literal, port)];
        }

        try
        {
            var addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
            if (shuffle)
            {
                Random.Shared.Shuffle(addresses);
            }

            return addresses.Length > 0
                ? [.. addresses.Select(address => new Peer(host, address, port))]
                : throw Unknown($"could not translate host name \"{name}\" to address: it has none", "check the name in DNS");
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            // A name that is too long, or none at all, does not get as far as a look-up.
            var reason = exception is SocketException ? exception.Message : "it is no host name";
            throw Unknown(
                $"could not translate host name \"{name}\" to address: {reason}",
                "check the spelling of the host name, the network and DNS",
                exception
            );
        }
    }

    static DatabaseException Unknown(string what, string fix, Exception? exception = null) =>
        new(
            new()
            {
                Stage = ErrorStage.NameResolution,
                Kind = ErrorKind.Unreachable,
                What = what,
                Fix = fix,
            },
            exception
        );
}
