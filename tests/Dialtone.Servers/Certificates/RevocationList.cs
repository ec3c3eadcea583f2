namespace Dialtone.Servers.Certificates;

/// <summary>The revocation lists that tests want.</summary>
public enum RevocationList
{
    /// <summary>Of the root and the intermediate CA: enough for every chain.</summary>
    Complete,

    /// <summary>Of the root alone: not enough for what the intermediate CA signed.</summary>
    RootOnly,

    /// <summary>Of both, but they should have been replaced yesterday.</summary>
    Expired,

    /// <summary>Of the CA that has nothing to do with it.</summary>
    OfOtherAuthority,
}
