using Dialtone.Errors;

namespace Dialtone.Tls;

/// <summary>Makes the exceptions of this folder, so that every file and every verdict is reported in one shape.</summary>
static class TlsFailure
{
    /// <summary>A certificate, key or revocation file cannot be used.</summary>
    public static DatabaseException File(string what, TlsFile? file, string? fix = null, Exception? cause = null) =>
        Of(ErrorStage.Files, ErrorKind.Configuration, what, file?.Describe(), fix, cause);

    /// <summary>The settings contradict each other.</summary>
    public static DatabaseException Policy(string what, string? fix = null) =>
        Of(ErrorStage.Policy, ErrorKind.Configuration, what, null, fix);

    /// <summary>The settings ask for something that Dialtone or the platform cannot do.</summary>
    public static DatabaseException Unsupported(string what, TlsFile? file, string? fix = null, Exception? cause = null) =>
        Of(file is null ? ErrorStage.Policy : ErrorStage.Files, ErrorKind.Unsupported, what, file?.Describe(), fix, cause);

    /// <summary>The server is not the one that the policy accepts.</summary>
    public static DatabaseException Refused(string what, string? origin, string? fix, Exception? cause = null) =>
        Of(ErrorStage.Tls, ErrorKind.Tls, what, origin, fix, cause);

    static DatabaseException Of(ErrorStage stage, ErrorKind kind, string what, string? origin, string? fix, Exception? cause = null) =>
        new(
            new Failure
            {
                Stage = stage,
                Kind = kind,
                What = what,
                Origin = origin,
                Fix = fix,
            },
            cause
        );
}
