namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in the target itself: found before any file is read or any socket opened.</summary>
static class TargetCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("service-not-found", "The service is in no service file", Service),
        new("weak-mode-with-system-roots", "The system's trusted roots go with verify-full only", WeakSystem),
        new("direct-tls-needs-demanded-tls", "Direct TLS needs a mode that demands TLS", WeakDirect),
        new("password-not-escaped", "A character of the password was not escaped in the URL", Unescaped),
        new("strict-tls-refuses", "Strict TLS is asked for, and the target weakens TLS", Strict),
        new("tls-key-log-refused", "The target asks for a log of TLS keys, and the program does not allow that", KeyLog),
        new("target-invalid", "The target or one of its values is not valid", Invalid),
    ];

    static Advice? Service(CaseFile file) =>
        file.BlockedAt is "resolve" && file.Says("definition of service", "service file")
            ? new(
                file.Failure!.What,
                "A service is looked for in PGSERVICEFILE or ~/.pg_service.conf, then in pg_service.conf of PGSYSCONFDIR; values stand there as key=value without blanks around the sign.",
                new("list the services there are", "grep '^\\[' ~/.pg_service.conf"),
                new("name the host instead", "dialtone doctor 'host=HOST user=USER dbname=DATABASE'")
            )
            : null;

    static Advice? WeakSystem(CaseFile file) =>
        file.Says("may not be used with sslrootcert=system")
            ? new(
                file.ErrorText,
                "A public CA signs certificates for anybody; only the comparison of the name makes them mean anything.",
                new("verify the name too", Corrected.Command(file, ("sslmode", "verify-full")))
            )
            : null;

    static Advice? WeakDirect(CaseFile file) =>
        file.Says("may not be used with sslnegotiation=direct")
            ? new(
                file.ErrorText,
                "Direct TLS leaves no way back to plaintext, which the weaker modes would want.",
                new("demand TLS", Corrected.Command(file, ("sslmode", "verify-full")))
            )
            : null;

    static Advice? Unescaped(CaseFile file) =>
        file.Says("an \"@\" too many", "without an \"@\" and a host", "spaces found in the password")
            ? new(
                file.ErrorText,
                "In a URL the characters @ : / % # ? and the space have a meaning; in a password they must be percent-encoded, or the rest of it is taken for a host or a port.",
                new("write @ as %40, : as %3A, / as %2F, % as %25, # as %23, ? as %3F, a space as %20", null),
                new("or keep the password out of the URL", "PGPASSWORD=… dialtone doctor 'host=HOST user=USER dbname=DATABASE'")
            )
            : null;

    static Advice? Strict(CaseFile file) =>
        file.Says("strict TLS refuses")
            ? new(
                file.ErrorText,
                "Strict TLS takes no plaintext fallback, no unverified server on another machine, and no certificate or revocation list that is named and cannot be used.",
                new(
                    "verify chain and name",
                    Corrected.Command(
                        file,
                        file.MySql is null
                            ? [("sslmode", "verify-full"), ("sslrootcert", "/path/to/root.crt")]
                            : [("ssl_mode", "VERIFY_IDENTITY"), ("ssl_ca", "/path/to/root.crt")]
                    )
                ),
                new("or do without --strict-tls (EngineOptions.StrictTls)", null)
            )
            : null;

    static Advice? KeyLog(CaseFile file) =>
        file.Says("sslkeylogfile is not allowed")
            ? new(
                file.ErrorText,
                ".NET can write such a log for a whole process only, so that it would hold the keys of other connections too.",
                new("leave it out", Corrected.Command(file, ("sslkeylogfile", null))),
                new("or, in a program with one target, allow it", "new EngineOptions { AllowTlsKeyLog = true }")
            )
            : null;

    static Advice? Invalid(CaseFile file) =>
        file.PastedError is null && file.BlockedAt is "parse" or "resolve" or "policy"
            ? new(
                file.Failure!.What,
                file.Failure.Origin ?? "The target is read by the grammar that its scheme names: libpq's, SQLAlchemy's or JDBC's.",
                new(file.Failure.Fix ?? "see what each part of the target means", "dialtone resolve TARGET")
            )
            : null;
}
