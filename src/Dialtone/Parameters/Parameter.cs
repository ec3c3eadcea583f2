namespace Dialtone.Parameters;

/// <summary>A keyword with its value and the place the value came from.</summary>
public sealed class Parameter
{
    readonly string value;

    internal Parameter(ParameterDefinition definition, string value, ParameterSource source)
    {
        Definition = definition;
        this.value = value;
        Source = source;
    }

    /// <summary>The keyword's row in the dialect's table.</summary>
    public ParameterDefinition Definition { get; }

    /// <summary>The keyword.</summary>
    public string Keyword => Definition.Keyword;

    /// <summary>The value as it may be shown: <c>***</c> for a secret.</summary>
    public string DisplayValue => Definition.IsSecret ? "***" : TokenPin.Hide(value);

    /// <summary>Where the value came from.</summary>
    public ParameterSource Source { get; }

    /// <summary>The value itself, secret or not: never for a message.</summary>
    internal string Reveal() => value;

    /// <summary>Keyword, shown value and source.</summary>
    public override string ToString() => $"{Keyword}={DisplayValue} ({Source.Describe()})";
}
