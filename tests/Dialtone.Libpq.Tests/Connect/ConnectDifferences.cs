namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Where a connection comes out differently from libpq 18 on purpose: the one table, with the reasons.</summary>
static class ConnectDifferences
{
    public static IReadOnlyList<ConnectDifference> ServerCertificates { get; } = [];

    public static IReadOnlyList<ConnectDifference> RootFiles { get; } = [];

    public static IReadOnlyList<ConnectDifference> RevocationLists { get; } = [];

    public static IReadOnlyList<ConnectDifference> ClientCertificates { get; } =
    [
        new("(client|prefer|tls1.2) Ed25519", "TLS", "refused", ".NET has no Ed25519 keys for TLS clients"),
        new(
            "(client|prefer|tls1.2) (Expired|LeafOfIntermediate|NotYetValid|ServerUsageOnly|UnknownAuthority)",
            "SSL error: ",
            "server closed the connection unexpectedly",
            "with TLS 1.3 the server's alert comes after the handshake, and the driver loses it when the line is cut at once; the advice names the certificate"
        ),
    ];

    public static IReadOnlyList<ConnectDifference> Authentication { get; } = [];

    public static IReadOnlyList<ConnectDifference> Options { get; } =
    [
        new(
            "client_encoding=bogus",
            "FATAL:  invalid value for parameter \"client_encoding\": \"bogus\"",
            "invalid value for parameter \"client_encoding\": \"bogus\"",
            "refused before a connection is made, so no server says FATAL"
        ),
        new(
            "gssencmode=require",
            "invalid when GSSAPI support is not compiled in",
            "GSSAPI encryption required but no credential cache",
            "the libpq 18 at hand was built without GSSAPI; GssTests ask one that was built with it"
        ),
        new(
            "min_protocol_version=3.2",
            "TLS",
            "refused",
            "the driver speaks protocol 3.0 only, and says so instead of ignoring the parameter"
        ),
    ];
}
