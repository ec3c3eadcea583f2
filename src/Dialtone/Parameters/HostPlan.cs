using System.Net;

namespace Dialtone.Parameters;

/// <summary>One host of a target, in the order in which libpq tries them.</summary>
public sealed class HostPlan
{
    /// <summary>The name or socket folder as it was given; <see langword="null"/> when only a numeric address was.</summary>
    public string? Host { get; init; }

    /// <summary>The numeric address to connect to instead of looking the name up (libpq <c>hostaddr</c>).</summary>
    public string? HostAddress { get; init; }

    /// <summary>The port as it was written; the default port if it was empty. Checked when the host is tried, as libpq does.</summary>
    public required string Port { get; init; }

    /// <summary>Whether <see cref="Host"/> is a folder with a Unix socket, or an abstract socket (<c>@name</c>).</summary>
    public bool IsSocket => HostAddress is null && Host is ['/' or '@', ..];

    /// <summary>Whether no other machine can be behind it: a Unix socket, a loopback address, or <c>localhost</c>.</summary>
    internal bool IsThisMachine =>
        IsSocket
        || (
            IPAddress.TryParse(HostAddress ?? Host, out var address)
                ? IPAddress.IsLoopback(address)
                : (HostAddress ?? Host ?? "localhost").Equals("localhost", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The password for this host, or <see langword="null"/> if none was found.</summary>
    public Secret? Password { get; init; }

    /// <summary>Where the password came from.</summary>
    public ParameterSource? PasswordSource { get; init; }

    /// <summary>The port as a number. Called when the host is tried, so that a wrong port fails its own host only.</summary>
    /// <exception cref="Errors.DatabaseException">It is no number, or out of range; in libpq's words.</exception>
    internal int ParsePort()
    {
        if (!LibpqText.TryParseInteger(Port, out var number))
            throw ParameterErrors.Resolve(
                $"invalid integer value \"{Port}\" for connection option \"port\"",
                "use a port between 1 and 65535"
            );
        if (number is < 1 or > 65535)
            throw ParameterErrors.Resolve($"invalid port number: \"{Port}\"", "use a port between 1 and 65535");
        return number;
    }
}
