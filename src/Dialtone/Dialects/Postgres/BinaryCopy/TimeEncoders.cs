using System.Buffers.Binary;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

// PostgreSQL counts microseconds from the year 2000; .NET's finer parts are cut off, and its first and last moments are the infinities, as in the driver.
static class PostgresEpoch
{
    public static readonly long Ticks = new DateTime(2000, 1, 1).Ticks;

    public static readonly int Day = new DateOnly(2000, 1, 1).DayNumber;

    public static void Encode(CopyBuffer buffer, long ticks)
    {
        var (microseconds, rest) = Math.DivRem(ticks - Ticks, TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt64BigEndian(
            buffer.Value(8),
            ticks == DateTime.MinValue.Ticks ? long.MinValue
                : ticks == DateTime.MaxValue.Ticks ? long.MaxValue
                : rest < 0 ? microseconds - 1
                : microseconds
        );
    }
}

readonly struct Timestamp : IValueEncoder<DateTime>
{
    public static void Encode(CopyBuffer buffer, DateTime value) => PostgresEpoch.Encode(buffer, value.Ticks);
}

readonly struct TimestampWithTimeZone : IValueEncoder<DateTime>, IValueEncoder<DateTimeOffset>
{
    // A moment without a zone could be any, so it is refused, as by the driver.
    public static void Encode(CopyBuffer buffer, DateTime value) =>
        PostgresEpoch.Encode(
            buffer,
            value.Kind switch
            {
                DateTimeKind.Utc => value.Ticks,
                DateTimeKind.Local => value.ToUniversalTime().Ticks,
                _ => throw new ArgumentException("a DateTime of an unspecified kind is no moment; make it Utc"),
            }
        );

    public static void Encode(CopyBuffer buffer, DateTimeOffset value) => PostgresEpoch.Encode(buffer, value.UtcTicks);
}

readonly struct Date : IValueEncoder<DateOnly>
{
    public static void Encode(CopyBuffer buffer, DateOnly value) =>
        BinaryPrimitives.WriteInt32BigEndian(
            buffer.Value(4),
            value == DateOnly.MinValue ? int.MinValue
                : value == DateOnly.MaxValue ? int.MaxValue
                : value.DayNumber - PostgresEpoch.Day
        );
}

readonly struct Time : IValueEncoder<TimeOnly>
{
    public static void Encode(CopyBuffer buffer, TimeOnly value) =>
        BinaryPrimitives.WriteInt64BigEndian(buffer.Value(8), value.Ticks / TimeSpan.TicksPerMicrosecond);
}

readonly struct Interval : IValueEncoder<TimeSpan>
{
    public static void Encode(CopyBuffer buffer, TimeSpan value)
    {
        var interval = buffer.Value(16);
        BinaryPrimitives.WriteInt64BigEndian(interval, (value.Ticks - value.Days * TimeSpan.TicksPerDay) / TimeSpan.TicksPerMicrosecond);
        BinaryPrimitives.WriteInt32BigEndian(interval[8..], value.Days);
        BinaryPrimitives.WriteInt32BigEndian(interval[12..], 0);
    }
}
