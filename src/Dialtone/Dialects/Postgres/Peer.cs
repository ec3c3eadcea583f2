using System.Net;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>One address of one host: where a socket is opened, and whose name is verified.</summary>
/// <param name="Host">The host of the target.</param>
/// <param name="Address">The address; <see langword="null"/> for a Unix socket.</param>
/// <param name="Port">The port.</param>
sealed record Peer(HostPlan Host, IPAddress? Address, int Port)
{
    /// <summary>What the driver connects to.</summary>
    public string Endpoint => Address?.ToString() ?? Host.Host!;

    /// <summary>The name that a certificate must carry: never the address that stands in for it.</summary>
    public string? VerifiedName => Host.Host;

    /// <summary>The peer as libpq names it in an error.</summary>
    public string Describe()
    {
        if (Address is null)
        {
            return $"server on socket \"{SocketPath}\"";
        }

        var name = Host.Host ?? Host.HostAddress!;
        return name == Address.ToString() ? $"server at \"{name}\", port {Port}" : $"server at \"{name}\" ({Address}), port {Port}";
    }

    string SocketPath => $"{Host.Host}/.s.PGSQL.{Port}";
}
