using System.Data.Common;
using Dialtone.Results;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>SQLite's values: numbers and text as its shell prints them, bytes as the literal that writes them.</summary>
sealed class SqliteResultFormat : ResultFormat
{
    /// <inheritdoc/>
    /// <remarks>
    /// The declared type is a wish that SQLite may not fulfil: if the first row holds something else, its value decides. A boolean is a number,
    /// as it is stored.
    /// </remarks>
    public override ColumnKind KindOf(DbDataReader reader, int ordinal)
    {
        if (((WatchedReader)reader).Handle is not { } statement)
        {
            return ColumnKind.Text;
        }

        var declared = raw.sqlite3_column_decltype(statement, ordinal).utf8_to_string();
        return raw.sqlite3_column_type(statement, ordinal) switch
        {
            raw.SQLITE_INTEGER or raw.SQLITE_FLOAT => ColumnKind.Number,
            raw.SQLITE_BLOB => ColumnKind.Binary,
            raw.SQLITE_TEXT => OfText(declared),
            _ => Declared(declared),
        };
    }

    /// <inheritdoc/>
    public override bool IsLiteral(string text, ColumnKind kind) =>
        kind is ColumnKind.Binary && text.StartsWith("X'", StringComparison.Ordinal) && text.EndsWith('\'');

    /// <inheritdoc/>
    public override string GetText(DbDataReader reader, int ordinal) =>
        raw.sqlite3_column_type(((WatchedReader)reader).Handle, ordinal) == raw.SQLITE_BLOB
            ? $"X'{Convert.ToHexString(reader.GetFieldValue<byte[]>(ordinal))}'"
            : reader.GetString(ordinal);

    static ColumnKind OfText(string? declared) =>
        Declared(declared) switch
        {
            ColumnKind.Json => ColumnKind.Json,
            ColumnKind.Temporal => ColumnKind.Temporal,
            _ => ColumnKind.Text,
        };

    // The rules of SQLite's column affinity, in their order; dates and JSON have none of their own.
    static ColumnKind Declared(string? declared)
    {
        return declared is null ? ColumnKind.Text
            : Has("INT") ? ColumnKind.Number
            : Has("CHAR") || Has("CLOB") || Has("TEXT") ? ColumnKind.Text
            : Has("BLOB") ? ColumnKind.Binary
            : Has("JSON") ? ColumnKind.Json
            : Has("DATE") || Has("TIME") ? ColumnKind.Temporal
            : Has("REAL") || Has("FLOA") || Has("DOUB") || Has("NUM") || Has("DEC") || Has("BOOL") ? ColumnKind.Number
            : ColumnKind.Text;

        bool Has(string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
    }
}
