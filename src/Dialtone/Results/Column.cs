namespace Dialtone.Results;

/// <summary>A column of a result.</summary>
/// <param name="Name">The name as the server gave it; names may repeat, and may hold anything.</param>
/// <param name="Ordinal">The place, from 0.</param>
/// <param name="TypeName">The server's name of the type, such as <c>timestamp with time zone</c>; empty if unknown.</param>
/// <param name="Kind">What the values are for display and export.</param>
public sealed record Column(string Name, int Ordinal, string TypeName, ColumnKind Kind);
