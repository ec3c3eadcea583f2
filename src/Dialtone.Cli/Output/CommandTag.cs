using System.Globalization;

namespace Dialtone.Cli.Output;

/// <summary>What is told about a statement that succeeded, in psql's words.</summary>
static class CommandTag
{
    /// <summary>The tag with the number of rows where psql tells one; empty where the rows themselves say it.</summary>
    /// <param name="tag">The statement's tag.</param>
    /// <param name="rowsAffected">How many rows it changed, or -1.</param>
    /// <param name="hasRows">Whether it returned rows.</param>
    public static string Text(string tag, int rowsAffected, bool hasRows) =>
        tag switch
        {
            // The zero was once the row's object identifier.
            "INSERT" when rowsAffected >= 0 => string.Create(CultureInfo.InvariantCulture, $"INSERT 0 {rowsAffected}"),
            "UPDATE"
            or "DELETE"
            or "MERGE"
            or "REPLACE"
            or "COPY"
            or "MOVE"
            or "SELECT" when rowsAffected >= 0 && !(hasRows && tag == "SELECT") => string.Create(
                CultureInfo.InvariantCulture,
                $"{tag} {rowsAffected}"
            ),
            _ => hasRows ? "" : tag,
        };
}
