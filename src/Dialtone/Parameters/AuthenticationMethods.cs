namespace Dialtone.Parameters;

/// <summary>The ways of authentication that libpq's <c>require_auth</c> names.</summary>
[Flags]
enum AuthenticationMethods
{
    None = 0,
    Password = 1,
    Md5 = 2,
    Gss = 4,
    Sspi = 8,
    ScramSha256 = 16,
    OAuth = 32,

    /// <summary>The server asks for nothing: <c>trust</c>, <c>cert</c>.</summary>
    NoExchange = 64,
    All = Password | Md5 | Gss | Sspi | ScramSha256 | OAuth | NoExchange,
}
