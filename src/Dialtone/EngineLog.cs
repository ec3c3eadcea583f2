using Dialtone.Errors;
using Dialtone.Pooling;
using Microsoft.Extensions.Logging;

namespace Dialtone;

/// <summary>Every message of an engine's log.</summary>
static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Debug, "Connected in {ElapsedMilliseconds:0.0} ms")]
    public static partial void Connected(ILogger logger, double elapsedMilliseconds);

    [LoggerMessage(2, LogLevel.Debug, "Connection closed: {Reason}")]
    public static partial void Closed(ILogger logger, CloseReason reason);

    [LoggerMessage(3, LogLevel.Warning, "A connection was lost; every open connection will be replaced")]
    public static partial void Invalidated(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Executed in {ElapsedMilliseconds:0.0} ms: {Statement}")]
    public static partial void Executed(ILogger logger, double elapsedMilliseconds, string statement);

    [LoggerMessage(5, LogLevel.Warning, "Failed after {ElapsedMilliseconds:0.0} ms, {Kind} ({SqlState}): {Statement}")]
    public static partial void StatementFailed(ILogger logger, double elapsedMilliseconds, string kind, string? sqlState, string statement);

    [LoggerMessage(6, LogLevel.Warning, "Attempt {Attempt} of a transaction failed, {Kind} ({SqlState}); it is run again")]
    public static partial void Retrying(ILogger logger, int attempt, ErrorKind kind, string? sqlState);
}
