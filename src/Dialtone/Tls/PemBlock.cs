namespace Dialtone.Tls;

/// <summary>One block of a PEM file.</summary>
/// <param name="Label">The text after BEGIN, such as <c>CERTIFICATE</c>.</param>
/// <param name="Headers">The header lines of RFC 1421, such as <c>Proc-Type: 4,ENCRYPTED</c>; mostly none.</param>
/// <param name="Content">The decoded bytes.</param>
readonly record struct PemBlock(string Label, IReadOnlyList<string> Headers, byte[] Content);
