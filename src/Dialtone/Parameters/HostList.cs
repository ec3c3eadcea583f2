using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Lines up libpq's comma lists <c>host</c>, <c>hostaddr</c> and <c>port</c>.</summary>
static class HostList
{
    public const string DefaultPort = "5432";

    /// <summary>One plan for each host, in the order in which they were given.</summary>
    /// <exception cref="Errors.DatabaseException">The lists do not have the same length; in libpq's words.</exception>
    public static ImmutableArray<HostPlan> Expand(ParameterSet parameters, ResolutionContext context)
    {
        var hosts = LibpqText.SplitList(parameters.Text("host"));
        var addresses = LibpqText.SplitList(parameters.Text("hostaddr"));
        var ports = LibpqText.SplitList(parameters.Text("port"));
        if (hosts.Length > 0 && addresses.Length > 0 && hosts.Length != addresses.Length)
            throw ParameterErrors.Policy(
                $"could not match {hosts.Length} host names to {addresses.Length} hostaddr values",
                parameters["hostaddr"],
                "give one address for each host"
            );
        var count = Math.Max(1, Math.Max(hosts.Length, addresses.Length));
        if (ports.Length > 1 && ports.Length != count)
            throw ParameterErrors.Policy(
                $"could not match {ports.Length} port numbers to {count} hosts",
                parameters["port"],
                "give one port for all hosts, or one for each"
            );
        return [.. Enumerable.Range(0, count).Select(Plan)];

        HostPlan Plan(int index)
        {
            var host = Element(hosts, index);
            var address = Element(addresses, index);
            return new()
            {
                Host = host ?? (address is null ? context.DefaultSocketDirectory ?? "localhost" : null),
                HostAddress = address,
                Port = Element(ports, ports.Length == 1 ? 0 : index) ?? DefaultPort,
            };
        }
    }

    static string? Element(string[] list, int index) => index < list.Length && list[index].Length > 0 ? list[index] : null;
}
