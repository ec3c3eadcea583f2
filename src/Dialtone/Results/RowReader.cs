using System.Data.Common;

namespace Dialtone.Results;

/// <summary>Reads the rows of one result as values.</summary>
class RowReader(DbDataReader reader)
{
    /// <summary>The values of the current row; SQL NULL is <see langword="null"/>.</summary>
    public virtual object?[] Read()
    {
        var values = new object?[reader.FieldCount];
        reader.GetValues(values!);
        for (var index = 0; index < values.Length; index++)
        {
            if (values[index] is DBNull)
            {
                values[index] = null;
            }
        }

        return values;
    }
}
