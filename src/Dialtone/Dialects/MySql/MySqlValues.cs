using System.Globalization;
using System.Text.Json;
using Dialtone.Errors;

namespace Dialtone.Dialects.MySql;

/// <summary>Values of .NET as the driver takes them.</summary>
/// <remarks>A Guid is text, as in CHAR(36) and MariaDB's UUID; a DateTimeOffset is its moment in UTC; an enum is its number.</remarks>
static class MySqlValues
{
    /// <summary>The value that the driver sends.</summary>
    /// <exception cref="DatabaseException">MySQL has nothing that holds the value.</exception>
    public static object ToSent(object? value) =>
        value switch
        {
            null => DBNull.Value,
            double number when !double.IsFinite(number) => throw Unfit(number),
            float number when !float.IsFinite(number) => throw Unfit(number),
            Guid id => id.ToString(),
            JsonDocument document => document.RootElement.GetRawText(),
            JsonElement element => element.GetRawText(),
            _ => value,
        };

    static DatabaseException Unfit(double value) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Data,
                What = $"the value {value.ToString(CultureInfo.InvariantCulture)} does not fit any type of MySQL",
                Fix = "pass NULL if that is meant",
                SqlState = "22003",
            }
        );
}
