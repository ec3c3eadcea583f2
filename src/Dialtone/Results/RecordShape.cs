using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using Dialtone.Errors;

namespace Dialtone.Results;

/// <summary>Builds a <typeparamref name="T"/> from a row: a single value, a tuple by place, or a record or class by name.</summary>
/// <remarks>
/// Names match without regard to case and underscores (<c>film_id</c> fills <c>FilmId</c>). The members are found through annotated type
/// parameters, which the trimmer and Native AOT understand; it happens once per result, not per row.
/// </remarks>
sealed class RecordShape<
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicProperties)] T
>
{
    readonly ColumnList columns;
    readonly ConstructorInvoker? constructor;
    readonly (Column Column, Type Type, bool IsNullable)[] arguments = [];
    readonly (Column Column, Type Type, bool IsNullable, PropertyInfo Property)[] properties = [];

    /// <summary>Finds the constructor and the properties that take the columns.</summary>
    /// <exception cref="DatabaseException">No public constructor can be filled from the columns.</exception>
    public RecordShape(ColumnList columns)
    {
        this.columns = columns;
        if (IsSingleValue(typeof(T)))
        {
            if (columns.Count == 0)
            {
                throw Unfit("the statement returned no columns");
            }

            return;
        }

        var byPlace = typeof(ITuple).IsAssignableFrom(typeof(T));
        var chosen = typeof(T)
            .GetConstructors()
            .OrderByDescending(candidate => candidate.GetParameters().Length)
            .FirstOrDefault(candidate => Fits(candidate, byPlace));
        if (chosen is null && !(typeof(T).IsValueType && !byPlace))
        {
            throw Unfit($"the columns are {string.Join(", ", columns.Select(column => column.Name))}");
        }

        var nullability = new NullabilityInfoContext();
        if (chosen is not null)
        {
            arguments =
            [
                .. chosen
                    .GetParameters()
                    .Select(
                        (parameter, place) =>
                            (Find(parameter, place, byPlace)!, parameter.ParameterType, IsNullable(nullability.Create(parameter)))
                    ),
            ];
            constructor = ConstructorInvoker.Create(chosen);
        }

        var taken = arguments.Select(argument => argument.Column).ToHashSet();
        properties = byPlace
            ? []
            :
            [
                .. typeof(T)
                    .GetProperties()
                    .Where(property => property.SetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0)
                    .Select(property => (Find(property.Name)!, property.PropertyType, IsNullable(nullability.Create(property)), property))
                    .Where(property => property.Item1 is not null && !taken.Contains(property.Item1)),
            ];
    }

    /// <summary>Whether a result has the columns that the shape was made for.</summary>
    public bool Fits(DbDataReader reader)
    {
        if (reader.FieldCount != columns.Count)
        {
            return false;
        }

        for (var ordinal = 0; ordinal < columns.Count; ordinal++)
        {
            if (reader.GetName(ordinal) != columns[ordinal].Name)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The row as a <typeparamref name="T"/>.</summary>
    public T Build(object?[] values)
    {
        if (constructor is null && properties.Length == 0)
        {
            return ValueConversion.To<T>(values[0], columns[0]);
        }

        var filled = new object?[arguments.Length];
        for (var index = 0; index < filled.Length; index++)
        {
            var (column, type, isNullable) = arguments[index];
            filled[index] = ValueConversion.To(values[column.Ordinal], type, isNullable, column);
        }

        var instance = constructor is null ? default(T)! : constructor.Invoke(filled.AsSpan());
        foreach (var (column, type, isNullable, property) in properties)
        {
            property.SetValue(instance, ValueConversion.To(values[column.Ordinal], type, isNullable, column));
        }

        return (T)instance!;
    }

    static bool IsSingleValue(Type type)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        return inner.IsPrimitive
            || inner.IsEnum
            || inner.IsArray
            || inner == typeof(object)
            || inner == typeof(string)
            || inner == typeof(decimal)
            || inner == typeof(Guid)
            || inner == typeof(DateTime)
            || inner == typeof(DateTimeOffset)
            || inner == typeof(DateOnly)
            || inner == typeof(TimeOnly)
            || inner == typeof(TimeSpan)
            || inner.Namespace?.StartsWith("System.Net", StringComparison.Ordinal) == true
            || inner.Namespace?.StartsWith("System.Text.Json", StringComparison.Ordinal) == true
            || inner.Namespace?.StartsWith("System.Numerics", StringComparison.Ordinal) == true;
    }

    static bool IsNullable(NullabilityInfo info) =>
        Nullable.GetUnderlyingType(info.Type) is not null || (!info.Type.IsValueType && info.ReadState != NullabilityState.NotNull);

    bool Fits(ConstructorInfo candidate, bool byPlace)
    {
        var parameters = candidate.GetParameters();
        return byPlace
            ? parameters.Length > 0 && parameters.Length <= columns.Count
            : Array.TrueForAll(parameters, parameter => parameter.ParameterType != typeof(T) && Find(parameter.Name!) is not null);
    }

    Column? Find(ParameterInfo parameter, int place, bool byPlace) => byPlace ? columns[place] : Find(parameter.Name!);

    Column? Find(string member) => columns.FindMember(member);

    static DatabaseException Unfit(string fix) =>
        new(
            new Failure
            {
                Stage = ErrorStage.Result,
                Kind = ErrorKind.Data,
                What = $"{typeof(T).Name} cannot be filled from this result",
                Fix = $"{fix}; every parameter of one public constructor needs a column of its name",
            }
        );
}
