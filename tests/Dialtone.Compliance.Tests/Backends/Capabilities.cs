namespace Dialtone.Compliance.Tests.Backends;

/// <summary>What not every database offers; a test that needs it is left out for the others.</summary>
[Flags]
public enum Capabilities
{
    None = 0,

    /// <summary>Sessions are at a server, which can end them.</summary>
    Sessions = 1,

    /// <summary>Two-phase commit.</summary>
    TwoPhase = 2,

    /// <summary>Two transactions can wait for each other; the server ends one.</summary>
    Deadlocks = 4,

    /// <summary>More isolation than serializable.</summary>
    IsolationLevels = 8,

    /// <summary>Comments whose inside is run.</summary>
    ConditionalComments = 16,
}
