namespace Dialtone.Cli.Output;

/// <summary>A row of the table of formats.</summary>
/// <param name="Name">What <c>-o</c> calls it.</param>
/// <param name="Description">One line of help.</param>
/// <param name="Create">Makes a writer.</param>
sealed record OutputFormat(string Name, string Description, Func<TextWriter, OutputOptions, ResultWriter> Create);
