using System.Globalization;
using Dialtone.Errors;

namespace Dialtone.Pooling;

/// <summary>The error of who waited in vain for a connection: it names those who hold them.</summary>
static class PoolExhausted
{
    /// <summary>A longer statement is cut.</summary>
    public const int LongestHolder = 80;

    // More holders than these are counted, not named.
    const int MostHolders = 5;

    public static DatabaseException After(PoolOptions options, string[] holders, int waiters)
    {
        var others = holders.Length > MostHolders ? $", and {holders.Length - MostHolders} more" : "";
        return new(
            new()
            {
                Stage = ErrorStage.Session,
                Kind = ErrorKind.Resources,
                What = string.Create(
                    CultureInfo.InvariantCulture,
                    $"no connection became free within {options.Timeout.TotalSeconds:0.###} s: all {options.Maximum} of the pool are in use"
                ),
                Origin =
                    (holders.Length == 0 ? "being opened or reset" : $"held by {string.Join(", ", holders.Take(MostHolders))}{others}")
                    + (waiters > 0 ? $"; {waiters} more wait" : ""),
                Fix =
                    "dispose connections, transactions and readers after use, or raise EngineOptions.PoolSize, PoolOverflow or PoolTimeout",
            }
        );
    }
}
