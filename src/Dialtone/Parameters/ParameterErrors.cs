using Dialtone.Errors;

namespace Dialtone.Parameters;

/// <summary>The failures of this folder in the shape what failed · value and source · fix. No text here may be a secret.</summary>
static class ParameterErrors
{
    /// <summary>A target or an argument cannot be read.</summary>
    public static DatabaseException Parse(string what, string? fix = null, string? origin = null) =>
        Create(ErrorStage.Parse, ErrorKind.Usage, what, origin, fix);

    /// <summary>A file or the environment does not lead to a value.</summary>
    public static DatabaseException Resolve(string what, string? fix = null, string? origin = null) =>
        Create(ErrorStage.Resolve, ErrorKind.Configuration, what, origin, fix);

    /// <summary>Values may not be used, alone or together.</summary>
    public static DatabaseException Policy(string what, Parameter? culprit = null, string? fix = null) =>
        Create(
            ErrorStage.Policy,
            culprit?.Source is ParameterSource.TargetText or ParameterSource.Argument ? ErrorKind.Usage : ErrorKind.Configuration,
            what,
            culprit is null ? null : $"{culprit.Keyword} comes from {culprit.Source.Describe()}",
            fix
        );

    /// <summary>A key that the dialect does not have.</summary>
    /// <param name="what">The sentence; libpq's own where libpq has one.</param>
    /// <param name="key">The key, which is only compared and never shown.</param>
    /// <param name="table">The dialect's keywords.</param>
    public static DatabaseException UnknownKey(string what, string key, KeywordTable table) =>
        Parse(what, table.Suggest(key) is { } nearest ? $"did you mean \"{nearest}\"?" : null);

    static DatabaseException Create(ErrorStage stage, ErrorKind kind, string what, string? origin, string? fix) =>
        new(
            new Failure
            {
                Stage = stage,
                Kind = kind,
                What = what,
                Origin = origin,
                Fix = fix,
            }
        );
}
