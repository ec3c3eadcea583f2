using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>The addresses of a host, in the order in which libpq tries them.</summary>
static class HostAddresses
{
    /// <summary>Translates a host to its peers.</summary>
    /// <exception cref="DatabaseException">The port is not one, or the name has no address: the next host may still do.</exception>
    public static async ValueTask<Peer[]> ResolveAsync(HostPlan host, bool shuffle, CancellationToken cancellationToken)
    {
        var port = PortOf(host);
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
        catch (SocketException exception)
        {
            throw Unknown(
                $"could not translate host name \"{name}\" to address: {exception.Message}",
                "check the spelling of the host name, the network and DNS",
                exception
            );
        }
    }

    static int PortOf(HostPlan host) =>
        int.TryParse(host.Port, NumberStyles.Integer, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Policy,
                    Kind = ErrorKind.Usage,
                    What = $"invalid port number: \"{host.Port}\"",
                    Fix = "a port is a number from 1 to 65535",
                }
            );

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
