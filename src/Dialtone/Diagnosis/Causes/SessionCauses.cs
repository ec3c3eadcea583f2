using Dialtone.Errors;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in the state of a server that would let the user in, and in lines that break later.</summary>
static class SessionCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("too-many-connections", "The server has no connection left", TooMany),
        new("server-starting", "The server is starting, stopping or recovering", Starting),
        new("session-role", "The server is not of the kind that target_session_attrs asks for", Role),
        new("setting-refused", "The server refuses a setting that the target sends", Setting),
        new("connection-lost", "The connection was cut after it had been made", Lost),
    ];

    static Advice? TooMany(CaseFile file) =>
        file.SqlState is "53300"
        || file.Says("too many clients", "remaining connection slots", "Too many connections", "too many connections")
            ? new(
                file.ErrorText,
                "Every connection that the server allows is in use, or all that this user or database may have. Often programs do not close theirs, or pools are larger than the server.",
                new(
                    "see who holds them",
                    "select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3 order by 4 desc"
                ),
                new("use a pooler, or smaller pools", null)
            )
            : null;

    static Advice? Starting(CaseFile file) =>
        file.SqlState is "57P03"
        || file.Says(
            "the database system is starting up",
            "the database system is shutting down",
            "is in recovery mode",
            "not yet accepting connections"
        )
            ? new(
                file.ErrorText,
                "The server lives but takes no connections yet, or no more.",
                new("wait and try again; its log says how far it is", "pg_isready")
            )
            : null;

    static Advice? Role(CaseFile file) =>
        file.Says("session is read-only", "session is not read-only", "server is in hot standby mode", "server is not in hot standby mode")
            ? new(
                file.ErrorText,
                $"{file.Named("target_session_attrs")} was asked for, and none of the hosts that were reached is of that kind.",
                new("name every server of the cluster, the right one is then found", Corrected.Command(file, ("host", "db1,db2,db3"))),
                new("or take any", Corrected.Command(file, ("target_session_attrs", "any")))
            )
            : null;

    static Advice? Setting(CaseFile file) =>
        file.SqlState is "42704" or "22023" or "42601" && file.BlockedAt is "startup" or "authentication"
            ? new(
                file.ErrorText,
                $"Sent were {file.Named("options")}, {file.Named("client_encoding")}; variables such as PGOPTIONS, PGTZ and PGDATESTYLE count too.",
                new("leave the setting out", Corrected.Command(file, ("options", null)))
            )
            : null;

    static Advice? Lost(CaseFile file) =>
        (
            file.Failure is { Stage: ErrorStage.Session or ErrorStage.Statement or ErrorStage.Result, Kind: ErrorKind.Disconnected }
            && file.EndPoint is null
        )
        || (
            file.PastedError is not null
            && file.Says(
                "EOF detected",
                "server closed the connection unexpectedly",
                "Connection terminated unexpectedly",
                "connection reset by peer",
                "terminating connection"
            )
        )
            ? new(
                file.ErrorText,
                "The line was cut in the middle of a session: the server was restarted, somebody ended the session, a load balancer or firewall forgot an idle connection, or a process with an open connection was forked.",
                new(
                    "have the system see to it that idle lines stay known",
                    Corrected.Command(file, ("keepalives_idle", "60"), ("keepalives_interval", "10"), ("keepalives_count", "3"))
                ),
                new("shorten a pool's idle time below the balancer's, and open connections after a fork, not before", null),
                new("see the server's log at that time", null)
            )
            : null;
}
