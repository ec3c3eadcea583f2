using Dialtone.Cli.Terminal;
using Dialtone.Errors;

namespace Dialtone.Cli;

/// <summary>Every failure of every command in one shape on standard error, and its exit code.</summary>
static class ErrorReport
{
    /// <summary>Prints a failure and returns the process's exit code.</summary>
    public static int Write(Stdio io, Exception exception)
    {
        switch (exception)
        {
            case ReaderGoneException:
                return ExitCodes.Fine;
            case DatabaseException failure:
                Write(io, failure.Failure.What, failure.Failure.Origin, failure.Failure.Fix);
                return ExitCodes.Of(failure);
            case UsageException usage:
                Write(io, usage.Message, usage.Origin, usage.Fix);
                return ExitCodes.Usage;
            default:
                Write(io, $"internal error: {exception.GetType().Name}: {exception.Message}", null, "please report it");
                return ExitCodes.Usage;
        }
    }

    static void Write(Stdio io, string what, string? origin, string? fix)
    {
        io.Say($"dialtone: {what}");
        if (!string.IsNullOrEmpty(origin))
        {
            io.Say($"  from: {origin}");
        }

        if (!string.IsNullOrEmpty(fix))
        {
            io.Say($"  fix: {fix}");
        }
    }
}
