using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A statement as the caller gave it: composed with holes, or a text with <c>:name</c> binds.</summary>
readonly struct Statement
{
    readonly SqlText? composed;
    readonly string? text;
    readonly Binds? binds;

    public Statement(SqlText composed)
    {
        ArgumentNullException.ThrowIfNull(composed);
        this.composed = composed;
    }

    public Statement(string text, Binds? binds)
    {
        ArgumentNullException.ThrowIfNull(text);
        this.text = text;
        this.binds = binds;
    }

    /// <summary>The statement as the connector's driver takes it.</summary>
    /// <exception cref="DatabaseException">The binds and the values do not fit together.</exception>
    public BoundSql Compile(Connector connector)
    {
        var bound = composed is not null
            ? connector.Compile(composed)
            : BindCompiler.Compile(text!, connector.Syntax, connector.BindStyle, binds?.ToArguments() ?? [], binds?.AreShared ?? false);
        return bound.Problem is { } problem
            ? throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Statement,
                    Kind = ErrorKind.Usage,
                    What = problem.Describe(),
                }
            )
            : bound;
    }
}
