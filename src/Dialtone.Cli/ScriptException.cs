using Dialtone.Errors;

namespace Dialtone.Cli;

/// <summary>A statement of a script failed: the failure, and the place in the script.</summary>
/// <param name="failure">What failed.</param>
/// <param name="scriptName">The file, or <see langword="null"/> for the command line.</param>
/// <param name="statement">The statement.</param>
sealed class ScriptException(DatabaseException failure, string? scriptName, ScriptStatement statement) : Exception(failure.Message, failure)
{
    public DatabaseException Failure => failure;

    public string? ScriptName => scriptName;

    public ScriptStatement Statement => statement;
}
