namespace Dialtone.Parameters;

/// <summary>libpq's <c>sslmode</c>, from weak to strong.</summary>
enum SslMode
{
    Disable,
    Allow,
    Prefer,
    Require,
    VerifyCa,
    VerifyFull,
}
