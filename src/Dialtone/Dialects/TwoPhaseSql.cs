namespace Dialtone.Dialects;

/// <summary>How a dialect spells two-phase commit; the identifiers are literals.</summary>
/// <param name="Prepare">Before the identifier: ends the first phase.</param>
/// <param name="Commit">Before the identifier: makes the work permanent.</param>
/// <param name="Rollback">Before the identifier: undoes the work.</param>
/// <param name="List">A query of the identifiers that wait for their second phase in this database.</param>
sealed record TwoPhaseSql(string Prepare, string Commit, string Rollback, string List);
