using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Stages;

/// <summary>Reads the target by its grammar.</summary>
sealed class ParseStage(string? text, IReadOnlyList<TargetArgument> arguments) : Stage("parse")
{
    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        var target = Target.Parse(text, arguments);
        file.Parsed = target;
        var driver = target.Driver is { } name ? $", written for the driver {name}" : "";
        notes.Add(
            target.Syntax switch
            {
                TargetSyntax.Empty => "no target: environment and defaults decide, as in psql",
                TargetSyntax.LibpqUri => "a URL, read as libpq reads it",
                TargetSyntax.KeywordValue => "a keyword/value string, read as libpq reads it",
                TargetSyntax.SqlAlchemyUrl => $"a {target.Dialect} URL, read as SQLAlchemy reads it{driver}",
                TargetSyntax.JdbcUrl => "a JDBC URL",
                _ => "the name of a service",
            }
        );
        return Task.CompletedTask;
    }
}
