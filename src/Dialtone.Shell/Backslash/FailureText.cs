using Dialtone.Cli;
using Dialtone.Errors;

namespace Dialtone.Shell.Backslash;

/// <summary>A failure on one screen: message, the line, a caret, detail and hint; psql's shape.</summary>
static class FailureText
{
    /// <summary>The lines of a failure.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="sql">The statement that failed, or <see langword="null"/>.</param>
    /// <param name="verbosity">psql's <c>VERBOSITY</c>: <c>terse</c>, <c>default</c>, <c>verbose</c> or <c>sqlstate</c>.</param>
    /// <param name="withState">Whether the SQLSTATE stands behind the message.</param>
    public static string Of(DatabaseException failure, string? sql, string verbosity, bool withState)
    {
        var server = failure.Failure.Server;
        if (server is null)
        {
            return Own(failure.Failure);
        }

        var state = server.SqlState ?? failure.SqlState;
        if (verbosity == "sqlstate" && state is not null)
        {
            return $"{server.Severity}:  {state}";
        }

        var isVerbose = verbosity == "verbose";
        var lines = new List<string>
        {
            $"{server.Severity}:  {(isVerbose ? $"{state}: " : "")}{server.Message}{(withState && !isVerbose && state is not null ? $" ({state})" : "")}",
        };
        if (verbosity == "terse")
        {
            return lines[0] + (server.Position > 0 ? $" at character {server.Position}" : "");
        }

        if (sql is not null && ErrorLocation.Find(sql, 1, server.Position) is { } place)
        {
            lines.Add(place.Picture);
        }

        Add("DETAIL:  ", server.Detail);
        Add("HINT:  ", server.Hint);
        Add("CONTEXT:  ", server.Context);
        if (isVerbose)
        {
            Add("CONSTRAINT NAME:  ", server.Constraint);
            Add("LOCATION:  ", Location(failure));
        }

        return string.Join('\n', lines);

        void Add(string head, string? text)
        {
            if (!string.IsNullOrEmpty(text))
            {
                lines.Add(head + text);
            }
        }
    }

    static string Own(Failure failure)
    {
        // A single attempt is what the message is about.
        var tried = failure.Attempts.Count > 1 ? failure.Attempts.Select(attempt => $"  tried: {attempt.Where}: {attempt.Problem}") : [];
        string?[] lines =
        [
            failure.What,
            string.IsNullOrEmpty(failure.Origin) ? null : $"  from: {failure.Origin}",
            .. tried,
            string.IsNullOrEmpty(failure.Fix) ? null : $"  fix: {failure.Fix}",
        ];
        return string.Join('\n', lines.Where(line => line is not null));
    }

    // The driver keeps the server's source place as data of its exception.
    static string? Location(DatabaseException failure) =>
        failure.InnerException?.Data is { } data && data["Routine"] is string routine ? $"{routine}, {data["File"]}:{data["Line"]}" : null;
}
