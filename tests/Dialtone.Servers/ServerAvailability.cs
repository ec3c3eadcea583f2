using Dialtone.Servers.Kerberos;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.PgBouncer;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers;

/// <summary>
/// The rule for missing servers: at home a test that needs one is skipped, where <c>CI=true</c> it fails.
/// A test asks <c>Assert.SkipUnless(requirement.IsMet, requirement.Reason)</c> with what <see cref="Require"/> returns.
/// </summary>
public static class ServerAvailability
{
    /// <summary>Whether everything must be there.</summary>
    public static bool IsStrict => Environment.GetEnvironmentVariable("CI") == "true";

    public static Requirement Of(PostgresRelease release) => Judge(PostgresInstallation.Find(release), $"PostgreSQL {(int)release}");

    public static Requirement Psql => Judge(PostgresInstallation.FindPsql(), "psql");

    public static Requirement MariaDb => Judge(MariaDbInstallation.Find(), "MariaDB");

    /// <summary>A Kerberos server and its tools.</summary>
    public static Requirement Kerberos => Judge(KerberosRealm.IsInstalled ? KerberosRealm.Name : null, "Kerberos (krb5-kdc, krb5-user)");

    public static Requirement PgBouncer => Judge(PgBouncerServer.Program, "PgBouncer");

    /// <summary>The first requirement that is not met, or the met one.</summary>
    /// <exception cref="InvalidOperationException">One is not met and <c>CI=true</c>.</exception>
    public static Requirement Require(params IEnumerable<Requirement> requirements)
    {
        var missing = requirements.FirstOrDefault(requirement => !requirement.IsMet);
        if (missing is not null && IsStrict)
            throw new InvalidOperationException($"CI=true and {missing.Reason}");
        return missing ?? new(true, "");
    }

    static Requirement Judge(object? found, string what)
    {
        if (ServiceAccount.Current.Obstacle is { } obstacle)
            return new(false, obstacle);
        return found is not null
            ? new(true, "")
            : new(
                false,
                $"{what} is not installed, or out of reach of the account that runs the servers (./test installs it where it may)."
            );
    }
}
