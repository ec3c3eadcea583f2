using System.Buffers.Binary;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary>Writes a value as one type of PostgreSQL receives it.</summary>
interface IValueEncoder<TValue>
{
    static abstract void Encode(CopyBuffer buffer, TValue value);
}

readonly struct Bool : IValueEncoder<bool>
{
    public static void Encode(CopyBuffer buffer, bool value) => buffer.Value(1)[0] = value ? (byte)1 : (byte)0;
}

readonly struct Int2 : IValueEncoder<short>, IValueEncoder<int>, IValueEncoder<long>
{
    public static void Encode(CopyBuffer buffer, short value) => BinaryPrimitives.WriteInt16BigEndian(buffer.Value(2), value);

    public static void Encode(CopyBuffer buffer, int value) => Encode(buffer, checked((short)value));

    public static void Encode(CopyBuffer buffer, long value) => Encode(buffer, checked((short)value));
}

readonly struct Int4 : IValueEncoder<short>, IValueEncoder<int>, IValueEncoder<long>
{
    public static void Encode(CopyBuffer buffer, short value) => Encode(buffer, (int)value);

    public static void Encode(CopyBuffer buffer, int value) => BinaryPrimitives.WriteInt32BigEndian(buffer.Value(4), value);

    public static void Encode(CopyBuffer buffer, long value) => Encode(buffer, checked((int)value));
}

readonly struct Int8 : IValueEncoder<short>, IValueEncoder<int>, IValueEncoder<long>
{
    public static void Encode(CopyBuffer buffer, short value) => Encode(buffer, (long)value);

    public static void Encode(CopyBuffer buffer, int value) => Encode(buffer, (long)value);

    public static void Encode(CopyBuffer buffer, long value) => BinaryPrimitives.WriteInt64BigEndian(buffer.Value(8), value);
}

readonly struct Float4 : IValueEncoder<float>
{
    public static void Encode(CopyBuffer buffer, float value) => BinaryPrimitives.WriteSingleBigEndian(buffer.Value(4), value);
}

readonly struct Float8 : IValueEncoder<float>, IValueEncoder<double>
{
    public static void Encode(CopyBuffer buffer, float value) => Encode(buffer, (double)value);

    public static void Encode(CopyBuffer buffer, double value) => BinaryPrimitives.WriteDoubleBigEndian(buffer.Value(8), value);
}

readonly struct Text : IValueEncoder<string>
{
    public static void Encode(CopyBuffer buffer, string value) => buffer.WriteText(value);
}

readonly struct Jsonb : IValueEncoder<string>
{
    // The version of the format.
    public static void Encode(CopyBuffer buffer, string value) => buffer.WriteText(value, [1]);
}

readonly struct Bytea : IValueEncoder<byte[]>
{
    public static void Encode(CopyBuffer buffer, byte[] value) => value.CopyTo(buffer.Value(value.Length));
}

readonly struct Uuid : IValueEncoder<Guid>
{
    public static void Encode(CopyBuffer buffer, Guid value) => value.TryWriteBytes(buffer.Value(16), bigEndian: true, out _);
}
