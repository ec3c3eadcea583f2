namespace Dialtone.Errors;

/// <summary>What a failure means for the caller: decides exit codes, retries and whether a connection may be used again.</summary>
public enum ErrorKind
{
    /// <summary>The target, an argument or an option is wrong.</summary>
    Usage,

    /// <summary>Parameters, files or settings on this machine do not fit together.</summary>
    Configuration,

    /// <summary>No server answered at the address.</summary>
    Unreachable,

    /// <summary>TLS could not be agreed on, or the server is not the one that the policy accepts.</summary>
    Tls,

    /// <summary>The server refused the user, or the user's way of authentication.</summary>
    Authentication,

    /// <summary>The connection was lost; the session is gone.</summary>
    Disconnected,

    /// <summary>The server is starting, stopping, or not in the role that was asked for.</summary>
    Failover,

    /// <summary>Serialization failure or deadlock: the whole transaction may be run again.</summary>
    Retryable,

    /// <summary>A time limit ended the wait.</summary>
    Timeout,

    /// <summary>The caller or an administrator cancelled the work.</summary>
    Cancelled,

    /// <summary>A constraint refused the data.</summary>
    Integrity,

    /// <summary>The statement is not valid: syntax, or an object that does not exist.</summary>
    Statement,

    /// <summary>The user may not do this.</summary>
    Permission,

    /// <summary>A value is out of range or cannot be converted.</summary>
    Data,

    /// <summary>The server lacks connections, memory, disk or locks.</summary>
    Resources,

    /// <summary>Neither Dialtone nor the server offers this.</summary>
    Unsupported,

    /// <summary>Anything else that the server reported.</summary>
    Server,
}
