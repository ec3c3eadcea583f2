using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dialtone.Errors;

namespace Dialtone.Results;

/// <summary>A column that is filled from a property of each row.</summary>
/// <param name="Column">The column of the table.</param>
/// <param name="TypeId">The server's number of its type, or 0.</param>
/// <param name="Property">The property.</param>
sealed record InsertColumn(Column Column, uint TypeId, PropertyInfo Property);

/// <summary>Which columns of a table the rows fill: those that have the names of their properties, without regard to case and underscores.</summary>
sealed class InsertPlan<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] T>
{
    /// <summary>Finds a column for every property.</summary>
    /// <exception cref="DatabaseException">A property has no column, or there is no property.</exception>
    public InsertPlan(string table, ColumnList columns, Func<int, uint> typeIdOf)
    {
        var properties = typeof(T)
            .GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .Where(property => property.GetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0)
            .ToList();
        var pairs = properties.Select(property => (Property: property, Column: columns.FindMember(property.Name))).ToList();
        var missing = pairs.Where(pair => pair.Column is null).Select(pair => pair.Property.Name).ToList();
        if (pairs.Count == 0 || missing.Count > 0)
        {
            throw Unfit(table, columns, missing);
        }

        Columns = [.. pairs.Select(pair => new InsertColumn(pair.Column!, typeIdOf(pair.Column!.Ordinal), pair.Property))];
    }

    /// <summary>The columns in the order of the properties.</summary>
    public InsertColumn[] Columns { get; }

    static DatabaseException Unfit(string table, ColumnList columns, List<string> missing) =>
        new(
            new Failure
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Usage,
                What =
                    missing.Count > 0
                        ? $"the table {table} has no column for {string.Join(", ", missing.Select(name => $"{typeof(T).Name}.{name}"))}"
                        : $"{typeof(T).Name} has no properties that could fill columns",
                Fix =
                    missing.Count > 0
                        ? $"its columns are {string.Join(", ", columns.Select(column => column.Name))}; select the ones to fill into a record of its own"
                        : "pass records or objects with a property for each column",
            }
        );
}
