using System.Globalization;

namespace Dialtone.Cli.Output;

/// <summary>The number of rows as psql writes it below a table.</summary>
static class RowCountText
{
    /// <summary><c>(1 row)</c>, <c>(2 rows)</c>.</summary>
    public static string Of(long count) => string.Create(CultureInfo.InvariantCulture, $"({count} row{(count == 1 ? "" : "s")})");
}
