namespace Dialtone.Libpq.Worker;

/// <summary>A connection that a libpq is asked to make, as psql would.</summary>
/// <param name="Target">A connection string or URI.</param>
/// <param name="Environment">The environment variables that libpq sees beside a few harmless ones.</param>
/// <param name="Question">SQL that answers with one row of texts.</param>
public sealed record LibpqRequest(string Target, IReadOnlyDictionary<string, string> Environment, string Question);

/// <summary>What came of it.</summary>
/// <param name="Row">The answer to the question, or null if there is no connection.</param>
/// <param name="Error">libpq's whole message if there is none.</param>
public sealed record LibpqAnswer(IReadOnlyList<string>? Row, string Error);
