namespace Dialtone.Servers.Certificates;

/// <summary>When a certificate holds, seen from now.</summary>
public enum Validity
{
    Current,
    Expired,
    NotYetValid,
}
