namespace Dialtone.Sql;

/// <summary>How a driver's text names its parameters.</summary>
enum BindStyle : byte
{
    /// <summary><c>$1</c>, <c>$2</c>: parameters are given by place.</summary>
    Numbered,

    /// <summary><c>@p1</c>, <c>@p2</c>: parameters are given by name.</summary>
    Named,
}

/// <summary>A value for the bind of that name, without the colon.</summary>
readonly record struct SqlArgument(string Name, object? Value);

/// <summary>A parameter for the driver.</summary>
/// <param name="Name">Its name in the driver's text with the sign, empty for <see cref="BindStyle.Numbered"/>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Bind">The bind that it fills; null for a hole. Every item of a list has the list's.</param>
readonly record struct BoundParameter(string Name, object? Value, string? Bind);

/// <summary>A statement as the driver takes it, or the problem that forbids to send it.</summary>
sealed class BoundSql
{
    readonly string? text;

    public BoundSql(string text, IReadOnlyList<BoundParameter> parameters)
    {
        this.text = text;
        Parameters = parameters;
    }

    public BoundSql(BindProblem problem)
    {
        Problem = problem;
        Parameters = [];
    }

    /// <summary>The driver's text.</summary>
    /// <exception cref="InvalidOperationException">There is a <see cref="Problem"/>: a text with unfilled binds must not reach a server.</exception>
    public string Text => text ?? throw new InvalidOperationException(Problem!.Describe());

    /// <summary>The parameters in the order of their numbers.</summary>
    public IReadOnlyList<BoundParameter> Parameters { get; }

    public BindProblem? Problem { get; }
}
