using System.Data.Common;

namespace Dialtone.Results;

/// <summary>How the values of one dialect's reader are described and written as text.</summary>
abstract class ResultFormat
{
    /// <summary>The kind of a column.</summary>
    public abstract ColumnKind KindOf(DbDataReader reader, int ordinal);

    /// <summary>The server's name of a column's type; empty if unknown.</summary>
    public virtual string TypeName(DbDataReader reader, int ordinal) => reader.GetDataTypeName(ordinal);

    /// <summary>The value as text, as the server's own client prints it. The value is not NULL.</summary>
    public abstract string GetText(DbDataReader reader, int ordinal);

    /// <summary>Whether the text of a value of this kind is a literal of the dialect as it stands, such as SQLite's <c>X'00'</c>.</summary>
    public virtual bool IsLiteral(string text, ColumnKind kind) => false;

    /// <summary>Reads the rows of the reader's current result as values.</summary>
    public virtual RowReader Rows(DbDataReader reader) => new(reader);

    /// <summary>The columns of the reader's current result.</summary>
    public virtual ColumnList Describe(DbDataReader reader)
    {
        var columns = new Column[reader.FieldCount];
        for (var ordinal = 0; ordinal < columns.Length; ordinal++)
        {
            columns[ordinal] = new(reader.GetName(ordinal), ordinal, TypeName(reader, ordinal), KindOf(reader, ordinal));
        }

        return new(columns);
    }
}
