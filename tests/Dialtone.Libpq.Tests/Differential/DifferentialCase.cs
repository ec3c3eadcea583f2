using Dialtone.Servers.Certificates;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>A connection that all clients are asked to make.</summary>
/// <param name="Name">What is unusual about it, as <c>facet=choice</c>.</param>
/// <param name="Target">The keyword/value string or URI.</param>
/// <param name="Environment">The environment variables, the home folder among them.</param>
/// <param name="Certificate">What the primary server presents meanwhile.</param>
sealed record DifferentialCase(string Name, string Target, IReadOnlyDictionary<string, string> Environment, ServerCertificate Certificate)
{
    /// <summary>Whether each client throws dice of its own. Whose turn comes first may end the search, so not even the verdict need be the same.</summary>
    public bool IsByChance =>
        Name.Contains("load_balance_hosts=random", StringComparison.Ordinal) && Name.Contains("list=", StringComparison.Ordinal);

    /// <summary>Whether OpenSSL 1.1.1, with which the libpq 18 at hand is linked, refuses what OpenSSL 3 accepts: a self-signed certificate that is its own root.</summary>
    public bool IsForOpenSslToDecide => Certificate == ServerCertificate.SelfSigned && Name.Contains("root=leaf", StringComparison.Ordinal);

    public override string ToString() =>
        $"{Name}\n    target: {Target}\n    environment: {string.Join(' ', Environment.Select(pair => $"{pair.Key}={pair.Value}"))}";
}
