using Dialtone.Shell.Backslash;

namespace Dialtone.Shell.Evaluation;

/// <summary>Gives values of C# to statements: always as parameters, never as text.</summary>
static class ValueBinds
{
    /// <summary>Binds <c>{expression}</c>, and <c>:name</c> where it is no variable of psql's but one of C#.</summary>
    /// <param name="engine">Whose SQL it is.</param>
    /// <param name="csharp">Whose values.</param>
    /// <param name="sql">The statement.</param>
    /// <param name="takesExpressions">Whether expressions are run; those of somebody's script are not.</param>
    /// <param name="cancellationToken">Ends an expression.</param>
    /// <returns>The statement, and its parameters if it has any.</returns>
    /// <exception cref="ExpressionException">An expression failed.</exception>
    public static async Task<(string Sql, Binds? Binds)> BindAsync(
        Engine engine,
        CSharpSession csharp,
        string sql,
        bool takesExpressions,
        CancellationToken cancellationToken
    )
    {
        Binds? binds = null;
        foreach (var colon in engine.FindColons(sql))
        {
            if (VariableReference.At(sql, colon) is { Form: ' ' } reference && csharp.ValueOf(reference.Name) is { IsThere: true } found)
            {
                binds ??= new() { AreShared = true };
                binds[reference.Name] = found.Value;
            }
        }

        var (text, expressions) = takesExpressions ? Holes.Find(engine, sql) : (sql, []);
        foreach (var (name, expression) in expressions)
        {
            binds ??= new() { AreShared = true };
            try
            {
                binds[name] = (await csharp.RunAsync($"({expression})", cancellationToken)).Value;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                throw new ExpressionException(exception);
            }
        }

        return (text, binds);
    }
}
