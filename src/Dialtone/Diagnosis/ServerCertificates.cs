using Dialtone.Tls.Files;

namespace Dialtone.Diagnosis;

/// <summary>The certificates of a connection: what the server shows, and what its target names.</summary>
public sealed record ServerCertificates
{
    /// <summary>The host whose server answered.</summary>
    public required string Host { get; init; }

    /// <summary>The TLS version that was agreed on.</summary>
    public required string Protocol { get; init; }

    /// <summary>The cipher suite that was agreed on.</summary>
    public required string Cipher { get; init; }

    /// <summary>The server's certificate, then what it sent with it.</summary>
    public required IReadOnlyList<CertificateSummary> Server { get; init; }

    /// <summary>The client's certificate that the target names, with its intermediates; empty if there is none.</summary>
    public required IReadOnlyList<CertificateSummary> Client { get; init; }

    /// <summary>The trusted roots that the target names; empty without a file.</summary>
    public required IReadOnlyList<CertificateSummary> Roots { get; init; }

    /// <summary>What each value of <c>sslmode</c> (<c>ssl_mode</c>) would make of the server: the mode, and what would happen.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Modes { get; init; }

    /// <summary>Whether the server asks for a client certificate; <see langword="null"/> if that could not be seen.</summary>
    public bool? AsksForClientCertificate { get; init; }
}
