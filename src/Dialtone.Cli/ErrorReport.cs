using Dialtone.Cli.Terminal;
using Dialtone.Errors;

namespace Dialtone.Cli;

/// <summary>Every failure of every command in one shape on standard error, and its exit code.</summary>
static class ErrorReport
{
    const string DebugVariable = "DIALTONE_DEBUG";

    /// <summary>Prints a failure and returns the process's exit code.</summary>
    public static int Write(Stdio io, Exception exception, int? interruptExitCode = null)
    {
        try
        {
            return Report(io, exception, interruptExitCode);
        }
        catch (ReaderGoneException)
        {
            return ExitCodes.Fine;
        }
    }

    static int Report(Stdio io, Exception exception, int? interruptExitCode)
    {
        switch (exception)
        {
            case ReaderGoneException:
                return ExitCodes.Fine;
            case var _ when interruptExitCode is { } code && IsCancellation(exception):
                io.Say("dialtone: interrupted");
                return code;
            case OperationCanceledException:
                io.Say("dialtone: interrupted");
                return ExitCodes.Interrupted;
            case ScriptException script:
                Write(io, script.Failure.Failure, script);
                return ExitCodes.Of(script.Failure);
            case DatabaseException failure:
                Write(io, failure.Failure, null);
                return ExitCodes.Of(failure);
            case UsageException usage:
                Write(io, usage.Message, usage.Origin, usage.Fix);
                return ExitCodes.Usage;
            case IOException file:
                Write(io, file.Message, null, null);
                return ExitCodes.Usage;
            default:
                Write(
                    io,
                    $"internal error: {exception.GetType().Name}: {exception.Message}",
                    null,
                    $"please report it, with what {DebugVariable}=1 prints"
                );
                if (Environment.GetEnvironmentVariable(DebugVariable) == "1")
                {
                    io.Say(exception.ToString());
                }

                return ExitCodes.Usage;
        }
    }

    static bool IsCancellation(Exception exception) =>
        exception
            is OperationCanceledException
                or DatabaseException { Kind: ErrorKind.Cancelled }
                or ScriptException { Failure.Kind: ErrorKind.Cancelled };

    static void Write(Stdio io, Failure failure, ScriptException? script)
    {
        var place = script is null ? null : ErrorLocation.Find(script.Statement.Text, script.Statement.Line, failure.Server?.Position ?? 0);
        var scriptName = script?.ScriptName is { } name ? $"{name}:{place?.Line ?? script.Statement.Line}" : null;
        Write(
            io,
            failure.SqlState is { } state && failure.Server is not null ? $"{failure.What} ({state})" : failure.What,
            string.Join(", ", new[] { scriptName, failure.Origin }.Where(part => !string.IsNullOrEmpty(part))),
            null
        );
        if (place is not null)
        {
            io.Say(place.Picture);
        }

        Tell(io, "DETAIL:  ", failure.Server?.Detail);
        Tell(io, "HINT:  ", failure.Server?.Hint);
        Tell(io, "CONTEXT:  ", failure.Server?.Context);
        // A single attempt is what the message is about.
        foreach (var attempt in failure.Attempts.Count > 1 ? failure.Attempts : [])
        {
            io.Say($"  tried: {attempt.Where}, encryption {attempt.Encryption}: {attempt.Problem}");
        }

        Tell(io, "  fix: ", failure.Fix);
    }

    static void Write(Stdio io, string what, string? origin, string? fix)
    {
        io.Say($"dialtone: {what}");
        Tell(io, "  from: ", origin);
        Tell(io, "  fix: ", fix);
    }

    static void Tell(Stdio io, string head, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            io.Say(head + text);
        }
    }
}
