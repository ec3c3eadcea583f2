using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>Two-phase commit, where the dialect has it.</summary>
static class TwoPhase
{
    /// <summary>The dialect's spelling.</summary>
    /// <exception cref="DatabaseException">It has none.</exception>
    public static TwoPhaseSql Of(Connector connector) =>
        connector.TwoPhase
        ?? throw new DatabaseException(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Unsupported,
                What = $"two-phase commit is not offered for {connector.Target.Dialect}",
                Fix = "use it with PostgreSQL",
            }
        );
}
