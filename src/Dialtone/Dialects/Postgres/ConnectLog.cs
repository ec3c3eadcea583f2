using Dialtone.Errors;

namespace Dialtone.Dialects.Postgres;

/// <summary>The attempts of one connect, and which of their failures tells the user most.</summary>
sealed class ConnectLog
{
    readonly List<(ConnectAttempt Attempt, Failure Failure, Exception? Cause)> entries = [];

    /// <summary>The last failure.</summary>
    public Failure Last => entries[^1].Failure;

    /// <summary>Notes a failed attempt.</summary>
    public void Add(string peer, string encryption, Failure failure, Exception? cause = null) =>
        entries.Add((new(peer, encryption, failure.What), failure, cause));

    /// <summary>The exception that ends the connect: the first of the most telling failures, with every attempt listed.</summary>
    /// <remarks>
    /// After a fallback to plaintext the first failure is the reason and the last one only its consequence; one server that says no tells
    /// more than another that does not answer; and who has a ticket for other services did not ask for Kerberos here.
    /// </remarks>
    public DatabaseException ToException()
    {
        var (attempt, failure, cause) = entries.MinBy(entry => GssErrors.AreBeforeEncryption(entry.Cause) ? 1 : Rank(entry.Failure.Kind));
        var what = attempt.Where.Length == 0 ? failure.What : $"connection to {attempt.Where} failed: {failure.What}";
        return new(failure with { What = what, Attempts = [.. entries.Select(entry => entry.Attempt)] }, cause);
    }

    static int Rank(ErrorKind kind) =>
        kind switch
        {
            ErrorKind.Unreachable => 3,
            ErrorKind.Timeout or ErrorKind.Disconnected => 2,
            ErrorKind.Failover => 1,
            _ => 0,
        };
}
