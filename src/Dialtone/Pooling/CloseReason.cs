namespace Dialtone.Pooling;

/// <summary>Why the pool closed a connection.</summary>
public enum CloseReason
{
    /// <summary>It was as old as connections may get.</summary>
    Age,

    /// <summary>Nobody needed it for too long.</summary>
    Idle,

    /// <summary>It was beyond the size of the pool, and the rush is over.</summary>
    Overflow,

    /// <summary>The line was lost.</summary>
    Lost,

    /// <summary>Another connection's line was lost, so that this one was not trusted any more.</summary>
    Invalidated,

    /// <summary>It did not answer, or not in the role that the target asks for.</summary>
    Check,

    /// <summary>Its state could not be taken back.</summary>
    Reset,

    /// <summary>The engine ended, or pools nothing.</summary>
    End,
}
