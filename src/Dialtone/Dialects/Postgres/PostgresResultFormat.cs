using System.Data.Common;
using Dialtone.Results;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>PostgreSQL's values: the server's own text, kinds by type.</summary>
sealed class PostgresResultFormat : ResultFormat
{
    // Object identifiers of pg_type.dat that never change; the driver knows no names when it loads no types.
    const uint Bool = 16;
    const uint Bytea = 17;
    const uint Json = 114;
    const uint Jsonb = 3802;

    /// <inheritdoc/>
    public override ColumnKind KindOf(DbDataReader reader, int ordinal) =>
        ((NpgsqlDataReader)reader).GetDataTypeOID(ordinal) switch
        {
            Bool => ColumnKind.Boolean,
            Bytea => ColumnKind.Binary,
            Json or Jsonb => ColumnKind.Json,
            20 or 21 or 23 or 26 or 28 or 700 or 701 or 1700 => ColumnKind.Number,
            702 or 1082 or 1083 or 1114 or 1184 or 1186 or 1266 => ColumnKind.Temporal,
            _ when TypeName(reader, ordinal).EndsWith("[]", StringComparison.Ordinal) => ColumnKind.Array,
            _ => ColumnKind.Text,
        };

    /// <inheritdoc/>
    public override string TypeName(DbDataReader reader, int ordinal) =>
        reader.GetDataTypeName(ordinal) switch
        {
            // The driver's word for a type that it does not know.
            "-.-" => "",
            var name => name,
        };

    /// <inheritdoc/>
    public override string GetText(DbDataReader reader, int ordinal) => reader.GetString(ordinal);

    /// <inheritdoc/>
    public override RowReader Rows(DbDataReader reader) => new PostgresRowReader((NpgsqlDataReader)reader);
}
