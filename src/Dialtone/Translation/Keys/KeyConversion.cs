namespace Dialtone.Translation.Keys;

/// <summary>What a private key is needed as.</summary>
enum KeyForm
{
    /// <summary>PKCS#8 in DER without a password, for JDBC.</summary>
    Pkcs8Der,

    /// <summary>Certificate and key in one PKCS#12 file.</summary>
    Pkcs12,

    /// <summary>Unencrypted PEM, for drivers that ask for no password.</summary>
    PlainPem,
}

/// <summary>Files in another format than libpq's. The plain one makes none and says where they are missing.</summary>
abstract class KeyConversion
{
    /// <summary>The path of the key in another form.</summary>
    /// <param name="draft">Takes the warnings.</param>
    /// <param name="client">Certificate and key as libpq has them.</param>
    /// <param name="form">What is needed.</param>
    public abstract string Convert(Draft draft, ClientFiles client, KeyForm form);

    /// <summary>The files that were made.</summary>
    public virtual IReadOnlyList<WrittenFile> Files => [];
}
