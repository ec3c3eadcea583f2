namespace Dialtone.Libpq.Worker;

/// <summary>A connection that a libpq, or Dialtone, is asked to make, as psql would.</summary>
/// <param name="Target">A connection string or URI.</param>
/// <param name="Environment">The environment variables that it sees beside a few harmless ones.</param>
/// <param name="Question">SQL that answers with one row of texts.</param>
public sealed record LibpqRequest(string Target, IReadOnlyDictionary<string, string> Environment, string Question)
{
    /// <summary>The worker's argument that means Dialtone instead of the file of a libpq.</summary>
    public const string Dialtone = "dialtone";

    /// <summary>The worker's argument that means Npgsql as it is.</summary>
    public const string Npgsql = "npgsql";
}

/// <summary>What came of it.</summary>
/// <param name="Row">The answer to the question, or null if there is no connection.</param>
/// <param name="Error">The whole message if there is none.</param>
public sealed record LibpqAnswer(IReadOnlyList<string>? Row, string Error);
