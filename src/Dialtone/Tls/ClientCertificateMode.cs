namespace Dialtone.Tls;

/// <summary>Whether a client certificate is sent (libpq <c>sslcertmode</c>).</summary>
enum ClientCertificateMode
{
    /// <summary>Never, even if the file exists: the files are not read.</summary>
    Disable,

    /// <summary>If there is one and the server asks for it.</summary>
    Allow,

    /// <summary>As <see cref="Allow"/>; the caller refuses a session in which none was sent.</summary>
    Require,
}
