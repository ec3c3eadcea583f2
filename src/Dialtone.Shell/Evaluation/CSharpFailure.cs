using System.Reflection;
using System.Text;
using Dialtone.Errors;
using Dialtone.Shell.Backslash;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;

namespace Dialtone.Shell.Evaluation;

/// <summary>Failures of C# on one screen: what, the line, a caret; the rest is for <c>%tb</c>.</summary>
static class CSharpFailure
{
    const int MostErrors = 3;

    /// <summary>The words for a failure.</summary>
    public static string Describe(Exception exception) =>
        exception switch
        {
            CompilationErrorException errors => Describe(errors),
            TargetInvocationException { InnerException: { } inner } => Describe(inner),
            AggregateException { InnerExceptions: [var only] } => Describe(only),
            DatabaseException failure => FailureText.Of(failure, null, "default", withState: true),
            _ => $"{exception.GetType().Name}: {exception.Message}{Place(exception)}",
        };

    /// <summary>All there is to tell.</summary>
    public static string Whole(Exception exception) =>
        exception is CompilationErrorException errors ? string.Join('\n', errors.Diagnostics) : exception.ToString();

    static string Describe(CompilationErrorException exception)
    {
        var text = new StringBuilder();
        var errors = exception.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        foreach (var error in errors.Take(MostErrors))
        {
            var start = error.Location.GetLineSpan().StartLinePosition;
            _ = text.Append($"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n");
            if (error.Location.SourceTree?.GetText().Lines is { } lines && start.Line < lines.Count)
            {
                var line = lines[start.Line].ToString().Replace('\t', ' ');
                _ = text.Append($"    {line}\n    {new string(' ', Math.Min(start.Character, line.Length))}^\n");
            }
        }

        _ = errors.Count > MostErrors ? text.Append($"and {errors.Count - MostErrors} more\n") : text;
        return text.ToString().TrimEnd('\n');
    }

    // The line of the input in which it was thrown, if it was there.
    static string Place(Exception exception) =>
        new System.Diagnostics.StackTrace(exception, fNeedFileInfo: true)
            .GetFrames()
            .FirstOrDefault(frame =>
                frame.GetMethod()?.DeclaringType?.FullName?.StartsWith("Submission#", StringComparison.Ordinal) == true
            )
            is { } frame
        && frame.GetFileLineNumber() is > 0 and var line
            ? $" (line {line})"
            : "";
}
