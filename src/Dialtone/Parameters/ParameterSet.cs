using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Parameters;

/// <summary>An immutable, ordered map from keyword to value with source. Keywords are compared by exact case.</summary>
public sealed class ParameterSet : IReadOnlyCollection<Parameter>
{
    readonly Parameter[] items;

    internal ParameterSet(IEnumerable<Parameter> parameters) => items = [.. parameters];

    /// <summary>The set without any parameter.</summary>
    public static ParameterSet Empty { get; } = new([]);

    /// <summary>The number of parameters that have a value.</summary>
    public int Count => items.Length;

    /// <summary>The parameter, or <see langword="null"/> if it has no value.</summary>
    public Parameter? this[string keyword] => Array.Find(items, parameter => parameter.Keyword == keyword);

    /// <summary>Finds a parameter that has a value.</summary>
    public bool TryGet(string keyword, [NotNullWhen(true)] out Parameter? parameter) => (parameter = this[keyword]) is not null;

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => ((IEnumerable<Parameter>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The value of a keyword, secret or not; <see langword="null"/> if it has none. Never for a message.</summary>
    internal string? Text(string keyword) => this[keyword]?.Reveal();

    /// <summary>The set with one more parameter, which replaces one of the same keyword in its place.</summary>
    internal ParameterSet With(Parameter parameter)
    {
        var index = Array.FindIndex(items, item => item.Keyword == parameter.Keyword);
        return index < 0 ? new([.. items, parameter]) : new([.. items[..index], parameter, .. items[(index + 1)..]]);
    }

    /// <summary>The set without one keyword.</summary>
    internal ParameterSet Without(string keyword) => new(items.Where(item => item.Keyword != keyword));

    /// <summary>The set in the order of a table, and what the table does not have at the end.</summary>
    internal ParameterSet InOrderOf(KeywordTable table) =>
        new(items.OrderBy(item => table.Rows.IndexOf(item.Definition) is var index and >= 0 ? index : int.MaxValue));
}
