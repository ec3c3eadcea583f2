namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Where a connection comes out differently from libpq 18 on purpose: the one table, with the reasons.</summary>
static class ConnectDifferences
{
    public static IReadOnlyList<ConnectDifference> ServerCertificates { get; } = [];

    public static IReadOnlyList<ConnectDifference> RootFiles { get; } = [];

    public static IReadOnlyList<ConnectDifference> RevocationLists { get; } = [];

    public static IReadOnlyList<ConnectDifference> ClientCertificates { get; } =
    [
        new("key EncryptedPkcs8Der", "refused", "TLS", "libpq cannot read it; nothing is gained by refusing"),
        new("client Ed25519", "TLS", "refused", ".NET has no Ed25519 keys for TLS clients"),
    ];

    public static IReadOnlyList<ConnectDifference> Authentication { get; } = [];

    public static IReadOnlyList<ConnectDifference> Options { get; } = [];
}
