using System.Globalization;
using System.Text;

namespace Dialtone.Dialects.Postgres;

/// <summary>Dates, times and intervals as PostgreSQL writes them in ISO style, also those that .NET's types cannot hold.</summary>
static class TimeText
{
    const long SecondsPerDay = 86_400;
    const long Microseconds = 1_000_000;

    /// <summary>A date in days since 2000-01-01.</summary>
    public static string Date(int days) =>
        days switch
        {
            int.MinValue => "-infinity",
            int.MaxValue => "infinity",
            _ => WithEra(days, ""),
        };

    /// <summary>A time of day in microseconds; the last one is 24:00:00.</summary>
    public static string Time(long microseconds)
    {
        var (seconds, fraction) = Math.DivRem(microseconds, Microseconds);
        var text = string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}");
        return fraction == 0 ? text : $"{text}.{fraction:000000}".TrimEnd('0');
    }

    /// <summary>A time zone in seconds east of Greenwich.</summary>
    public static string Zone(int seconds)
    {
        var (sign, rest) = (seconds < 0 ? '-' : '+', Math.Abs(seconds));
        var text = string.Create(CultureInfo.InvariantCulture, $"{sign}{rest / 3600:00}");
        return rest % 3600 == 0 ? text
            : rest % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{text}:{rest / 60 % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{text}:{rest / 60 % 60:00}:{rest % 60:00}");
    }

    /// <summary>A moment in microseconds since 2000-01-01, with the time zone that it is written in.</summary>
    public static string Timestamp(long microseconds, string zone)
    {
        switch (microseconds)
        {
            case long.MinValue:
                return "-infinity";
            case long.MaxValue:
                return "infinity";
        }

        var days = Math.DivRem(microseconds, SecondsPerDay * Microseconds, out var time);
        return time < 0 ? WithEra(days - 1, $" {Time(time + SecondsPerDay * Microseconds)}{zone}") : WithEra(days, $" {Time(time)}{zone}");
    }

    /// <summary>An interval: months and days have no fixed length, so they stand for themselves.</summary>
    public static string Interval(int months, int days, long microseconds)
    {
        switch (months, days, microseconds)
        {
            case (int.MaxValue, int.MaxValue, long.MaxValue):
                return "infinity";
            case (int.MinValue, int.MinValue, long.MinValue):
                return "-infinity";
        }

        var text = new StringBuilder();
        var isAfterNegative = false;
        Append(months / 12, "year");
        Append(months % 12, "mon");
        Append(days, "day");
        if (microseconds != 0 || text.Length == 0)
        {
            text.Append(text.Length == 0 ? "" : " ");
            text.Append(
                microseconds < 0 ? "-"
                : isAfterNegative ? "+"
                : ""
            );
            text.Append(Time(Math.Abs(microseconds)));
        }

        return text.ToString();

        void Append(int number, string unit)
        {
            if (number == 0)
            {
                return;
            }

            text.Append(text.Length == 0 ? "" : " ").Append(isAfterNegative && number > 0 ? "+" : "");
            text.Append(number).Append(' ').Append(unit).Append(number == 1 ? "" : "s");
            isAfterNegative = number < 0;
        }
    }

    // The calendar repeats every 400 years, and a year that begins in March has its leap day at the end.
    static string WithEra(long daysSince2000, string time)
    {
        const int daysPerEra = 146_097;
        var days = daysSince2000 + 730_425;
        var era = Math.DivRem(days, daysPerEra, out var dayOfEra);
        if (dayOfEra < 0)
        {
            (era, dayOfEra) = (era - 1, dayOfEra + daysPerEra);
        }

        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var monthFromMarch = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        var month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        var year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(year > 0 ? year : 1 - year):0000}-{month:00}-{day:00}{time}");
        return year > 0 ? text : text + " BC";
    }
}
