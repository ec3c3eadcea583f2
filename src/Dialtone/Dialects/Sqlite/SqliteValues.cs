using System.Globalization;
using System.Text.Json;
using Dialtone.Errors;

namespace Dialtone.Dialects.Sqlite;

/// <summary>Values of .NET as SQLite stores them.</summary>
/// <remarks>
/// Booleans and enums are integers; dates and times are ISO 8601 text, which SQLite's functions read and which sorts; a Guid is upper-case text,
/// as every program on the same driver writes it. A decimal is a real number where that loses nothing, else text: as text it would compare
/// greater than every number.
/// </remarks>
static class SqliteValues
{
    /// <summary>The value that the driver stores.</summary>
    /// <exception cref="DatabaseException">SQLite has nothing that holds the value.</exception>
    public static object ToStored(object? value) =>
        value switch
        {
            null => DBNull.Value,
            decimal number when Math.Abs(number) < 1e28m && (decimal)(double)number == number => (double)number,
            decimal number => number.ToString(CultureInfo.InvariantCulture),
            ulong number when number > long.MaxValue => throw Unfit(
                number.ToString(CultureInfo.InvariantCulture),
                "cast it to decimal or text"
            ),
            double.NaN or float.NaN => throw Unfit("NaN", "SQLite would store NULL: pass NULL if that is meant"),
            JsonDocument document => document.RootElement.GetRawText(),
            JsonElement element => element.GetRawText(),
            _ => value,
        };

    static DatabaseException Unfit(string value, string fix) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Data,
                What = $"the value {value} does not fit any type of SQLite",
                Fix = fix,
                SqlState = "22003",
            }
        );
}
