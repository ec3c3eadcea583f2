namespace Dialtone.Diagnosis.Probing;

/// <summary>A handshake that did not come about.</summary>
sealed class TlsFaultException(TlsFault fault, Exception? cause) : Exception(fault.Reason, cause)
{
    /// <summary>Why.</summary>
    public TlsFault Fault => fault;
}
