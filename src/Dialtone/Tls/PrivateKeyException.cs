namespace Dialtone.Tls;

/// <summary>Why a private key cannot be used. The message is OpenSSL's reason where OpenSSL has one; never a part of the key or its password.</summary>
sealed class PrivateKeyException(string reason, string? fix = null, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>What would help, if anything is known to.</summary>
    public string? Fix { get; } = fix;

    /// <summary>Whether the key is sound, but of a kind that .NET cannot use.</summary>
    public bool IsUnsupported { get; init; }

    /// <summary>Whether the key is encrypted and nobody gave a password.</summary>
    public bool NeedsPassword { get; init; }

    /// <summary>The password does not fit, or the encrypted part is damaged: the two look the same.</summary>
    public static PrivateKeyException BadDecrypt(Exception? cause = null) => new("bad decrypt", "check the password of the key", cause);

    /// <summary>A key that .NET cannot use.</summary>
    public static PrivateKeyException Unsupported(string reason, string fix) => new(reason, fix) { IsUnsupported = true };
}
