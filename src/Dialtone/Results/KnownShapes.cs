using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Results;

/// <summary>How the rows of statements fill records, kept, because to find it out costs a multiple of reading a row.</summary>
sealed class KnownShapes
{
    // Texts that hold their values would fill the memory.
    const int Most = 500;

    readonly ConcurrentDictionary<(string Sql, Type Record), object> shapes = new();

    /// <summary>The shape of the reader's current result, found out again if its columns have other names than before.</summary>
    /// <exception cref="Errors.DatabaseException">No public constructor can be filled from the columns.</exception>
    public RecordShape<T> Find<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T
    >(string sql, DbDataReader reader, ResultFormat format)
    {
        var key = (sql, typeof(T));
        if (shapes.TryGetValue(key, out var known) && known is RecordShape<T> shape && shape.Fits(reader))
        {
            return shape;
        }

        if (shapes.Count >= Most)
        {
            shapes.Clear();
        }

        shape = new(format.Describe(reader));
        shapes[key] = shape;
        return shape;
    }
}
