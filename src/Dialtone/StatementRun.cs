using System.Diagnostics;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>One statement on its way to the server and back, for those who watch.</summary>
readonly struct StatementRun(EngineObserver? observer, string sql, string shown, Activity? activity, long start)
{
    /// <summary>The server answered.</summary>
    public void Succeeded() => observer?.Executed(sql, shown, activity, start);

    /// <summary>The statement failed, or was given up.</summary>
    public void Failed(Exception exception) => observer?.Failed(sql, shown, activity, start, exception as DatabaseException);
}
