namespace Dialtone.Parameters;

/// <summary>MySQL's <c>ssl_mode</c>, from weak to strong.</summary>
enum MySqlSslMode
{
    Disabled,
    Preferred,
    Required,
    VerifyCa,
    VerifyIdentity,
}
