namespace Dialtone.Translation;

/// <summary>A file that a translation made.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Content">What it holds, such as <c>the private key as PKCS#8 in DER</c>.</param>
public sealed record WrittenFile(string Path, string Content);
