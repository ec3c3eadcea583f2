using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>How the rows of statements fill records, kept, because to find it out costs a multiple of reading a row.</summary>
sealed class KnownShapes
{
    readonly BoundedMemory<(string Sql, Type Record), object> shapes = new(capacity: 1000);

    /// <summary>The shape of the reader's current result, found out again if its columns have other names than before.</summary>
    /// <exception cref="Errors.DatabaseException">No public constructor can be filled from the columns.</exception>
    public RecordShape<T> Find<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T
    >(string sql, DbDataReader reader, ResultFormat format)
    {
        var key = (sql, typeof(T));
        if (shapes.TryGet(key, out var known) && known is RecordShape<T> shape && shape.Fits(reader))
        {
            return shape;
        }

        shape = new(format.Describe(reader));
        shapes.Keep(key, sql, shape);
        return shape;
    }
}
