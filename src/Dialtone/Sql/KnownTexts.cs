using System.Collections;

namespace Dialtone.Sql;

/// <summary>Composed statements that were compiled before: only their values change from one run to the next.</summary>
sealed class KnownTexts
{
    readonly BoundedMemory<string, (string Text, string[] Names)> texts = new(capacity: 1000);

    /// <summary>Binds the holes of a composed text.</summary>
    public BoundSql Compile(SqlText sql, SqlSyntax syntax, BindStyle style)
    {
        if (!HasOneParameterForEachHole(sql.Holes))
        {
            return BindCompiler.Compile(sql, syntax, style);
        }

        if (texts.TryGet(sql.Text, out var known))
        {
            var parameters = new BoundParameter[known.Names.Length];
            for (var index = 0; index < parameters.Length; index++)
            {
                parameters[index] = new(known.Names[index], sql.Holes[index].Value, null);
            }

            return new(known.Text, parameters);
        }

        var bound = BindCompiler.Compile(sql, syntax, style);
        if (bound.Problem is null && bound.Parameters.Count == sql.Holes.Count)
        {
            texts.Keep(sql.Text, sql.Text, (bound.Text, [.. bound.Parameters.Select(parameter => parameter.Name)]));
        }

        return bound;
    }

    // Names are written into the text, and lists make parameters by their length.
    static bool HasOneParameterForEachHole(IReadOnlyList<SqlHole> holes)
    {
        for (var index = 0; index < holes.Count; index++)
        {
            if (holes[index] is { Name: not null } or { Value: IEnumerable and not (string or byte[]) })
            {
                return false;
            }
        }

        return true;
    }
}
