using Dialtone.Errors;

namespace Dialtone.Cli;

/// <summary>What the process tells its caller: psql's codes, with stop-on-error always on.</summary>
static class ExitCodes
{
    /// <summary>All went well.</summary>
    public const int Fine = 0;

    /// <summary>Wrong usage, or a fault of the program or of this machine.</summary>
    public const int Usage = 1;

    /// <summary>No connection, because the target is wrong or no server takes it, or a lost one.</summary>
    public const int Connection = 2;

    /// <summary>A statement failed.</summary>
    public const int Statement = 3;

    /// <summary>A certificate ends soon, as <c>dialtone certs expiry</c> was asked.</summary>
    public const int Due = 4;

    /// <summary>Interrupted by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>The code of a failure.</summary>
    public static int Of(DatabaseException failure) =>
        (failure.Stage, failure.Kind) switch
        {
            (< ErrorStage.Statement, _) => Connection,
            (_, ErrorKind.Usage) => Usage,
            (_, ErrorKind.Disconnected or ErrorKind.Failover) => Connection,
            _ => Statement,
        };
}
