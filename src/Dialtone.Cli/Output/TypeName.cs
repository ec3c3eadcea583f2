using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>A column's type in few letters, as it stands below the column's name.</summary>
/// <param name="Text">The name.</param>
readonly record struct TypeName(string Text)
{
    const int Longest = 12;

    static readonly Dictionary<string, string> Short = new(StringComparer.OrdinalIgnoreCase)
    {
        ["integer"] = "int",
        ["boolean"] = "bool",
        ["character varying"] = "varchar",
        ["character"] = "char",
        ["double precision"] = "double",
        ["timestamp with time zone"] = "timestamptz",
        ["timestamp without time zone"] = "timestamp",
        ["time with time zone"] = "timetz",
        ["time without time zone"] = "time",
    };

    /// <summary>The type of a column.</summary>
    public static TypeName Of(Column column)
    {
        var name = column.TypeName;
        var bracket = name.IndexOf('(', StringComparison.Ordinal);
        var array = name.EndsWith("[]", StringComparison.Ordinal) ? "[]" : "";
        var plain = bracket > 0 ? name[..bracket] : name[..^array.Length];
        var shown = Terminal.PrintableText.Escape(Short.GetValueOrDefault(plain, plain) + array);
        return new(shown.Length <= Longest ? shown : shown[..(Longest - 1)] + "…");
    }
}
