using System.Net.Sockets;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes between here and the server's port.</summary>
static class NetworkCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("ipv6-only-host", "The host has only IPv6 addresses and this network has no way to them", OnlyVersionSix),
        new("host-unknown", "The host's name has no address", Unknown),
        new("socket-missing", "No server listens on the Unix socket", Socket),
        new("connection-refused", "Nobody listens on the port", Refused),
        new("connection-timeout", "The host does not answer", Timeout),
    ];

    static Advice? OnlyVersionSix(CaseFile file)
    {
        if (
            !(
                file is { BlockedAt: "tcp", Addresses.Count: > 0 }
                && file.Addresses.All(address => address.AddressFamily == AddressFamily.InterNetworkV6)
                && file.Says("unreachable", "not available", "Cannot assign", "No route", "timeout", "refused")
            ) && !(file.PastedError is not null && file.Says("Network is unreachable") && file.Says(":", "IPv6"))
        )
        {
            return null;
        }

        var isSupabase = file.HostName.EndsWith(".supabase.co", StringComparison.OrdinalIgnoreCase);
        return new(
            $"{file.HostName} has only IPv6 addresses (AAAA), and none of them can be reached: {file.ErrorText}",
            isSupabase
                ? "Supabase's direct hosts have no IPv4 address unless the project pays for one; its pooler has."
                : "Many networks, containers and CI runners have no IPv6.",
            isSupabase
                ? new(
                    "use the session pooler, with the project's name in the user",
                    "postgresql://postgres.PROJECT@aws-0-REGION.pooler.supabase.com:5432/postgres"
                )
                : new("use a name with an IPv4 address, or give this machine IPv6", $"getent ahosts {file.HostName}")
        );
    }

    static Advice? Unknown(CaseFile file) =>
        file.Says(
            "could not translate",
            "Name or service not known",
            "getaddrinfo ENOTFOUND",
            "nodename nor servname",
            "No such host is known",
            "UnknownHostException"
        )
            ? new(
                file.ErrorText,
                "The name is misspelt, or the DNS of this machine does not know it: names of containers and of private networks exist only inside them. "
                    + "A password with an unescaped @ in a URL can also end up as a host.",
                new("ask the DNS", $"getent hosts {file.HostName}"),
                new("if you know the address, give it beside the name", Corrected.Command(file, ("hostaddr", "10.0.0.1")))
            )
            : null;

    static Advice? Socket(CaseFile file) =>
        file.Says("locally and accepting connections on that socket", "No such file or directory\n\tIs the server running locally")
            ? new(
                file.ErrorText,
                "Without host=, a Unix socket is used; the server may have its socket in another folder, listen on another port, or run on another machine or in a container.",
                new("connect by TCP", Corrected.Command(file, ("host", "localhost"))),
                new("see where sockets are", "ls /var/run/postgresql /tmp | grep PGSQL")
            )
            : null;

    static Advice? Refused(CaseFile file) =>
        file.Says("Connection refused", "ECONNREFUSED", "actively refused")
            ? new(
                file.ErrorText,
                "The machine answered that nothing listens there: the server is not running, listens on another port, or only on another address (listen_addresses).",
                new("on the server, see who listens", "ss -ltnp | grep -E '5432|3306'"),
                new("to have PostgreSQL listen on the network, in postgresql.conf", "listen_addresses = '*'"),
                new("another port", Corrected.Command(file, ("port", "5433")))
            )
            : null;

    static Advice? Timeout(CaseFile file) =>
        (file.BlockedAt is "tcp" or "dns" or null || (file.BlockedAt == "authentication" && file.EndPoint is null))
        && file.Says("timeout expired", "timed out", "ETIMEDOUT", "No route to host", "Network is unreachable", "Host is unreachable")
            ? new(
                $"no answer from {file.HostName}: {file.ErrorText}",
                "Packets are dropped on the way: a firewall or a security group, a VPN that is not connected, or a wrong address.",
                new(
                    "see whether the port is open from here",
                    $"nc -vz {file.HostName} {file.Host?.Port ?? file.Resolved?.Hosts.FirstOrDefault()?.Port ?? "5432"}"
                ),
                new("open the port for this machine's address in the firewall or security group, or connect the VPN", null)
            )
            : null;
}
