namespace Dialtone.Shell.Describe.Postgres;

/// <summary>A row of the table of describing commands.</summary>
/// <param name="Name">The command without its backslash.</param>
/// <param name="Arguments">Its arguments, for help.</param>
/// <param name="Description">What it lists, for help.</param>
/// <param name="Modifiers">Which of <c>S</c> and <c>+</c> change it.</param>
/// <param name="Letters">Letters that may follow the name and choose what is listed.</param>
/// <param name="RunAsync">Lists.</param>
sealed record DescribeCommand(
    string Name,
    string Arguments,
    string Description,
    string Modifiers,
    string Letters,
    Func<Catalog, DescribeRequest, CancellationToken, Task<IReadOnlyList<Description>>> RunAsync
);
