namespace Dialtone.Parameters;

/// <summary>libpq's <c>sslcertmode</c>: whether a client certificate is never, if asked for, or always sent.</summary>
enum SslCertMode
{
    Disable,
    Allow,
    Require,
}
