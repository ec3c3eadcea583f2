namespace Dialtone.Tls;

/// <summary>How much of the server's certificate is verified.</summary>
enum TlsVerification
{
    /// <summary>The chain, but only if the root file exists: libpq's <c>disable</c> to <c>require</c>.</summary>
    WhenRootExists,

    /// <summary>The chain; a missing root file is an error: libpq's <c>verify-ca</c>.</summary>
    Chain,

    /// <summary>The chain and the host name: libpq's <c>verify-full</c>.</summary>
    ChainAndName,
}
