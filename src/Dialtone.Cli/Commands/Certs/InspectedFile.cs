using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary>A file of certificates, with the key that goes with it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bundle">Its content.</param>
/// <param name="KeyPath">The file of the key; the same one if it holds the key too, <see langword="null"/> if there is none.</param>
/// <param name="Key">The content of that file.</param>
/// <param name="Password">The password of the key.</param>
sealed record InspectedFile(string Path, CertificateBundle Bundle, string? KeyPath, CertificateBundle? Key, string? Password) : IDisposable
{
    /// <summary>The certificates as values.</summary>
    public IReadOnlyList<CertificateSummary> Certificates { get; } = [.. Bundle.Certificates.Select(CertificateSummary.Of)];

    /// <summary>Whether the key belongs to the first certificate; <see langword="null"/> without a key or a certificate.</summary>
    public bool? IsPair => Key is { HasKey: true } && Bundle.Certificates is [var first, ..] ? Key.IsKeyOf(first) : null;

    /// <summary>The permissions of the key's file as digits; <see langword="null"/> where there are none.</summary>
    public string? KeyPermissions =>
        KeyPath is null || OperatingSystem.IsWindows() ? null : $"0{Convert.ToString((int)File.GetUnixFileMode(KeyPath), 8)}";

    public void Dispose()
    {
        Key?.Dispose();
        Bundle.Dispose();
    }
}
