using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>Values for the <c>:name</c> binds of a statement.</summary>
/// <example><code>new Binds { ["rating"] = "PG", ["ids"] = ids }</code></example>
public sealed class Binds : IEnumerable<KeyValuePair<string, object?>>
{
    readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);

    /// <summary>Whether several statements share the values, so that one that a statement has no bind for is no error. Default: false.</summary>
    public bool AreShared { get; init; }

    /// <summary>The value of a bind, by its name without the colon.</summary>
    /// <exception cref="KeyNotFoundException">Read of a name that has no value.</exception>
    public object? this[string name]
    {
        get => values[name];
        set => values[name] = value;
    }

    /// <summary>Binds from the public properties of an object, such as <c>new { ids }</c>; a <see cref="Binds"/> or a dictionary is taken as it is.</summary>
    [RequiresUnreferencedCode("Reads the properties of an object by reflection. In a trimmed program, use Binds with an initializer.")]
    public static Binds From(object parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters is Binds already)
        {
            return already;
        }

        var binds = new Binds();
        if (parameters is IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            foreach (var (name, value) in pairs)
            {
                binds[name] = value;
            }

            return binds;
        }

        foreach (var property in parameters.GetType().GetProperties())
        {
            if (property.GetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0)
            {
                binds[property.Name] = property.GetValue(parameters);
            }
        }

        return binds;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal SqlArgument[] ToArguments() => [.. values.Select(pair => new SqlArgument(pair.Key, pair.Value))];
}
