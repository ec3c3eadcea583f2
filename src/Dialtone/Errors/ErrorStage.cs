namespace Dialtone.Errors;

/// <summary>The step of the way from a target to a result in which a failure happened.</summary>
public enum ErrorStage
{
    /// <summary>Reading the target, the arguments or an option.</summary>
    Parse,

    /// <summary>Finding every parameter's value: environment, service file, passfile, defaults.</summary>
    Resolve,

    /// <summary>Reading certificates, keys, revocation lists or a database file.</summary>
    Files,

    /// <summary>Checking that the parameters may be used together.</summary>
    Policy,

    /// <summary>Translating a host name to addresses.</summary>
    NameResolution,

    /// <summary>Opening the socket.</summary>
    Connect,

    /// <summary>Negotiating TLS and verifying the server.</summary>
    Tls,

    /// <summary>Proving who the user is.</summary>
    Authentication,

    /// <summary>Checking what kind of session was opened, and keeping it.</summary>
    Session,

    /// <summary>Running a statement.</summary>
    Statement,

    /// <summary>Reading or converting a result.</summary>
    Result,
}
