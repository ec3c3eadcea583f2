using System.Globalization;
using MySqlConnector;

namespace Dialtone.Dialects.MySql;

/// <summary>Dates that MySQL stores and .NET cannot hold: <c>0000-00-00</c>, and those whose month or day is zero.</summary>
static class ZeroDates
{
    const string NotADate = "Couldn't interpret value as a valid DateTime: ";

    /// <summary>The date as the server wrote it.</summary>
    public static string Text(MySqlDateTime moment, MySqlDbColumn column)
    {
        var date = string.Create(CultureInfo.InvariantCulture, $"{moment.Year:0000}-{moment.Month:00}-{moment.Day:00}");
        return column.ProviderType is MySqlDbType.Date or MySqlDbType.Newdate
            ? date
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{date} {moment.Hour:00}:{moment.Minute:00}:{moment.Second:00}{MySqlResultFormat.Fraction(moment.Microsecond, column.NumericScale ?? 0)}"
            );
    }

    /// <summary>The date that the driver refused to read; <see langword="null"/> if it refused something else.</summary>
    public static string? Text(Exception refusal, MySqlDbColumn column) =>
        column.ProviderType is not (MySqlDbType.Date or MySqlDbType.Newdate or MySqlDbType.DateTime or MySqlDbType.Timestamp) ? null
        : refusal.Message.StartsWith(NotADate, StringComparison.Ordinal) ? refusal.Message[NotADate.Length..]
        : refusal.Message.Contains("AllowZeroDateTime", StringComparison.Ordinal) ? Text(default(MySqlDateTime), column)
        : null;
}
