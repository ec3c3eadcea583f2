using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Text;

namespace Dialtone.Sql;

/// <summary>Turns a statement with binds or holes into a driver's text and its parameters.</summary>
/// <remarks>
/// A name that occurs twice is one parameter. A list behind IN becomes one parameter for each item; an empty one is a test that no value
/// passes, so <c>not in</c> is true. A list anywhere else goes to the driver as it is.
/// </remarks>
sealed class BindCompiler
{
    static readonly SearchValues<char> BindSigns = SearchValues.Create(":\\@$");

    readonly string sql;
    readonly SqlSyntax syntax;
    readonly BindStyle style;
    readonly IReadOnlyList<SqlHole> holes;
    readonly Dictionary<string, object?> values = new(StringComparer.Ordinal);
    readonly Dictionary<(string Name, bool IsList), string> placeholders = [];
    readonly List<BoundParameter> parameters = [];
    readonly List<string> missing = [];
    readonly List<string> duplicates = [];
    readonly List<string> refusals = [];
    readonly StringBuilder text;
    readonly string prefix;
    int copiedTo;
    int nextHole;

    BindCompiler(string sql, SqlSyntax syntax, BindStyle style, IReadOnlyList<SqlHole> holes, IReadOnlyList<SqlArgument> arguments)
    {
        this.sql = sql;
        this.syntax = syntax;
        this.style = style;
        this.holes = holes;
        text = new(sql.Length + 16);
        prefix = style == BindStyle.Named ? UnusedPrefix() : "";
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!values.TryAdd(arguments[i].Name, arguments[i].Value))
            {
                duplicates.Add(arguments[i].Name);
            }
        }
    }

    /// <summary>Binds a text's <c>:name</c> binds to values.</summary>
    /// <param name="sql">The text.</param>
    /// <param name="syntax">Its dialect.</param>
    /// <param name="style">How the driver names parameters.</param>
    /// <param name="arguments">The values; a name twice is a problem.</param>
    /// <param name="allowUnused">Values without a bind are no problem: the text is one of several that share the values.</param>
    public static BoundSql Compile(
        string sql,
        SqlSyntax syntax,
        BindStyle style,
        IReadOnlyList<SqlArgument> arguments,
        bool allowUnused = false
    ) =>
        arguments.Count == 0 && !sql.AsSpan().ContainsAny(BindSigns)
            ? new(sql, [])
            : new BindCompiler(sql, syntax, style, [], arguments).Compile(allowUnused);

    /// <summary>Binds the holes of a composed text.</summary>
    public static BoundSql Compile(SqlText sql, SqlSyntax syntax, BindStyle style) =>
        new BindCompiler(sql.Text, syntax, style, sql.Holes, []).Compile(allowUnused: false);

    BoundSql Compile(bool allowUnused)
    {
        var binds = BindParser.Parse(sql, syntax, holes, refusals);
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var bind in binds)
        {
            switch (bind.Kind)
            {
                case SqlBindKind.Escape:
                    CopyTo(bind.Start);
                    copiedTo = bind.End;
                    break;
                case SqlBindKind.Hole:
                    WriteHole(bind, holes[nextHole++]);
                    break;
                case SqlBindKind.Named:
                    var name = sql.Substring(bind.Start + 1, bind.Length - 1);
                    used.Add(name);
                    WriteNamed(bind, name);
                    break;
            }
        }
        CopyTo(sql.Length);
        RefuseNative(binds);
        var unused = allowUnused ? [] : values.Keys.Where(name => !used.Contains(name)).ToList();
        return missing.Count + unused.Count + duplicates.Count + refusals.Count == 0
            ? new(text.ToString(), parameters)
            : new(new BindProblem(missing, unused, duplicates, refusals));
    }

    void WriteHole(SqlBind bind, SqlHole hole)
    {
        if (hole.Name is null)
        {
            Write(bind, hole.Value, null);
            return;
        }
        CopyTo(bind.Start);
        text.Append(Identifier.Quote(hole.Name, syntax));
        copiedTo = bind.End;
    }

    void WriteNamed(SqlBind bind, string name)
    {
        if (values.TryGetValue(name, out var value))
        {
            Write(bind, value, name);
        }
        else if (!missing.Contains(name))
        {
            missing.Add(name);
        }
    }

    void Write(SqlBind bind, object? value, string? name)
    {
        if (bind.ListPlace == ListPlace.None)
        {
            CopyTo(bind.Start);
            text.Append(Placeholder(value, name, isList: false));
            copiedTo = bind.End;
            // "@p1.x" would be the name of another parameter.
            if (style == BindStyle.Named && copiedTo < sql.Length && sql[copiedTo] == '.')
            {
                text.Append(' ');
            }
            return;
        }
        var isList = value is IEnumerable and not (string or byte[]);
        var items = Placeholder(value, name, isList);
        if (items.Length == 0 && syntax.EmptyListQuery is null)
        {
            // A query without rows would need a column of the operand's type; an empty array literal takes any.
            CopyTo(bind.ListStart);
            text.Append(sql[bind.ListStart] is 'n' or 'N' ? "<> all('{}')" : "= any('{}')");
            copiedTo = bind.ListEnd;
            return;
        }
        CopyTo(bind.Start);
        items = items.Length == 0 ? syntax.EmptyListQuery! : items;
        text.Append(bind.ListPlace == ListPlace.Bare ? $"({items})" : items);
        copiedTo = bind.End;
    }

    string Placeholder(object? value, string? name, bool isList)
    {
        if (name is not null && placeholders.TryGetValue((name, isList), out var known))
        {
            return known;
        }
        var placeholder = isList
            ? string.Join(", ", ((IEnumerable)value!).Cast<object?>().Select(item => AddParameter(item, name)))
            : AddParameter(value, name);
        if (name is not null)
        {
            placeholders.Add((name, isList), placeholder);
        }
        return placeholder;
    }

    string AddParameter(object? value, string? name)
    {
        var number = parameters.Count + 1;
        var placeholder = style == BindStyle.Numbered ? $"${number}" : prefix + number.ToString(CultureInfo.InvariantCulture);
        parameters.Add(new(style == BindStyle.Numbered ? "" : placeholder, value, name));
        return placeholder;
    }

    void CopyTo(int index)
    {
        text.Append(sql, copiedTo, index - copiedTo);
        copiedTo = index;
    }

    /// <summary>The driver would count a parameter that the text brings along among ours.</summary>
    void RefuseNative(List<SqlBind> binds)
    {
        var native = binds.FindIndex(bind => bind.Kind == SqlBindKind.Native);
        if (native >= 0 && parameters.Count > 0)
        {
            var written = sql.AsSpan(binds[native].Start, binds[native].Length);
            refusals.Add($"the statement mixes the parameter {written} with binds or holes · use one kind throughout");
        }
    }

    /// <summary>What begins every parameter's name but no variable's in the text, so that the driver takes neither for the other.</summary>
    string UnusedPrefix()
    {
        var prefix = "p";
        while (IsUsed("@" + prefix) || IsUsed("@'" + prefix) || IsUsed("@\"" + prefix) || IsUsed("@`" + prefix))
        {
            prefix += "_";
        }
        return "@" + prefix;
    }

    bool IsUsed(string start) => sql.Contains(start, StringComparison.OrdinalIgnoreCase);
}
