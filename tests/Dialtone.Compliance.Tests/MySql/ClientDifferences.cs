using System.Collections.Immutable;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>A verdict that differs from MariaDB's client on purpose.</summary>
/// <param name="Cases">A regular expression of the cases' names.</param>
/// <param name="Client">What MariaDB's client does.</param>
/// <param name="Dialtone">What Dialtone does.</param>
/// <param name="Reason">Why.</param>
sealed record ClientDifference(string Cases, string Client, string Dialtone, string Reason);

/// <summary>The one table of differences from MariaDB's client 10.11, where <c>ssl_mode</c> is MySQL's word and MySQL's meaning wins.</summary>
static class ClientDifferences
{
    public static ImmutableArray<ClientDifference> All { get; } =
    [
        new(
            "Good (REQUIRED|VERIFY_CA|VERIFY_IDENTITY) client ChainOfIntermediate",
            "TLS",
            "no",
            "the driver sends the first certificate only, so a server that does not know the intermediate refuses it"
        ),
        new("Good (REQUIRED|VERIFY_CA|VERIFY_IDENTITY) client Ed25519", "TLS", "no", ".NET has no Ed25519 keys for TLS clients"),
    ];
}
