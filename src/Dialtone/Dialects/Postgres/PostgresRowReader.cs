using Dialtone.Results;
using Npgsql;
using NpgsqlTypes;

namespace Dialtone.Dialects.Postgres;

/// <summary>Reads PostgreSQL's rows; a value that the driver cannot turn into a .NET object comes as the server's text.</summary>
/// <remarks>
/// That is every value of a composite type or of an extension's type, and single values that .NET's types cannot hold: <c>NaN</c> and long
/// numbers of <c>numeric</c>, intervals with months, dates before Christ, an <c>inet</c> with a netmask.
/// </remarks>
sealed class PostgresRowReader : RowReader
{
    const uint FirstUserType = 16384;
    const uint Inet = 869;

    readonly NpgsqlDataReader reader;

    // How each column is read, once the driver's own way has turned out not to do.
    Way[]? ways;

    public PostgresRowReader(NpgsqlDataReader reader)
        : base(reader)
    {
        this.reader = reader;
        for (var ordinal = 0; ordinal < reader.FieldCount; ordinal++)
        {
            if (reader.GetDataTypeOID(ordinal) == Inet)
            {
                // The driver would drop the netmask without a word.
                (ways ??= new Way[reader.FieldCount])[ordinal] = Way.Network;
            }
        }
    }

    enum Way : byte
    {
        Driver,
        Network,
        Text,
    }

    /// <inheritdoc/>
    public override object?[] Read()
    {
        if (ways is null)
        {
            try
            {
                return base.Read();
            }
            catch (Exception exception) when (IsUnreadable(exception))
            {
                ways = new Way[reader.FieldCount];
            }
        }

        var values = new object?[reader.FieldCount];
        for (var ordinal = 0; ordinal < values.Length; ordinal++)
        {
            values[ordinal] = reader.IsDBNull(ordinal) ? null : Read(ordinal);
        }

        return values;
    }

    object Read(int ordinal)
    {
        switch (ways![ordinal])
        {
            case Way.Network:
                var network = reader.GetFieldValue<NpgsqlInet>(ordinal);
                return network.Netmask == network.Address.GetAddressBytes().Length * 8 ? network.Address : network.ToString();
            case Way.Driver:
                try
                {
                    return reader.GetValue(ordinal);
                }
                catch (Exception exception) when (IsUnreadable(exception))
                {
                    ways[ordinal] = reader.GetDataTypeOID(ordinal) >= FirstUserType ? Way.Text : Way.Driver;
                }

                break;
        }

        var bytes = new byte[(int)reader.GetBytes(ordinal, 0, null, 0, 0)];
        reader.GetBytes(ordinal, 0, bytes, 0, bytes.Length);
        return ServerText.Of(reader.GetPostgresType(ordinal), bytes);
    }

    static bool IsUnreadable(Exception exception) =>
        exception is InvalidCastException or NotSupportedException or OverflowException or ArgumentException or FormatException;
}
