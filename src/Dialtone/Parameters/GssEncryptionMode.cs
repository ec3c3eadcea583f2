namespace Dialtone.Parameters;

/// <summary>libpq's <c>gssencmode</c>. As in a libpq without GSSAPI, nothing is encrypted with it, and requiring it is an error.</summary>
enum GssEncryptionMode
{
    Disable,
    Prefer,
}
