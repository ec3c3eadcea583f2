using Dialtone.Errors;

namespace Dialtone.Diagnosis;

/// <summary>Makes the exceptions by which a stage says that it blocks, in the words that a connect would use.</summary>
static class Blocked
{
    /// <summary>The request for TLS, or the peer itself.</summary>
    public static DatabaseException AtConnect(string what, string? origin = null) => Of(ErrorStage.Connect, ErrorKind.Server, what, origin);

    /// <summary>The handshake, or the server's certificate.</summary>
    public static DatabaseException AtTls(string what, string? origin = null) => Of(ErrorStage.Tls, ErrorKind.Tls, what, origin);

    /// <summary>The login.</summary>
    public static DatabaseException AtLogin(string what, ServerReport? report, string? origin = null) =>
        new(
            new()
            {
                Stage = ErrorStage.Authentication,
                Kind = report is null ? ErrorKind.Authentication : SqlStates.Classify(report.SqlState),
                What = what,
                Origin = origin,
                SqlState = report?.SqlState,
                Server = report,
            }
        );

    static DatabaseException Of(ErrorStage stage, ErrorKind kind, string what, string? origin) =>
        new(
            new()
            {
                Stage = stage,
                Kind = kind,
                What = what,
                Origin = origin,
            }
        );
}
