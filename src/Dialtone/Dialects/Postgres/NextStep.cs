using Dialtone.Errors;

namespace Dialtone.Dialects.Postgres;

/// <summary>What libpq tries after a failed attempt.</summary>
enum NextStep
{
    /// <summary>The same address with the other kind of encryption, if <c>sslmode</c> has one.</summary>
    Encryption,

    /// <summary>The next address of the host.</summary>
    Address,

    /// <summary>The next host.</summary>
    Host,

    /// <summary>Nothing: the failure is final.</summary>
    Stop,
}

/// <summary>libpq's rules of going on and giving up.</summary>
static class NextSteps
{
    /// <summary>The step after a failed attempt.</summary>
    /// <remarks>
    /// libpq changes the encryption after a failed handshake and after the server's refusal of the login; what the client itself refuses is
    /// final, so that nobody can talk it out of <c>require_auth</c> by a second try. Source: libpq <c>PQconnectPoll</c>.
    /// </remarks>
    public static NextStep After(Exception exception, Failure failure) =>
        failure switch
        {
            { SqlState: "57P03" } => NextStep.Host,
            // What libpq would have used must not lead to plaintext only because it cannot be used here.
            { Stage: ErrorStage.Files or ErrorStage.Policy, Kind: ErrorKind.Unsupported } => NextStep.Stop,
            { SqlState: "53300" or ['2', '8', ..] } => NextStep.Encryption,
            { SqlState: null, Stage: ErrorStage.Connect, Kind: ErrorKind.Unreachable or ErrorKind.Timeout } => NextStep.Address,
            _ => HandshakeErrors.AreBeforeEncryption(exception) ? NextStep.Encryption : NextStep.Stop,
        };
}
