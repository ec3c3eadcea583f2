namespace Dialtone.Parameters;

/// <summary>libpq's <c>gssencmode</c>: whether the line is encrypted with GSSAPI, that is Kerberos, instead of TLS.</summary>
enum GssEncryptionMode
{
    Disable,

    /// <summary>Before anything else, if the user has a ticket.</summary>
    Prefer,
    Require,
}
