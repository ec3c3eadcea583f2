namespace Dialtone.Parameters;

/// <summary>libpq's <c>target_session_attrs</c>: which kind of server is good enough.</summary>
enum TargetSessionAttrs
{
    Any,
    ReadWrite,
    ReadOnly,
    Primary,
    Standby,
    PreferStandby,
}
