using System.Diagnostics;

namespace Dialtone.Servers.Processes;

/// <summary>The environment of a test program: this process's own, less everything that steers a database client or changes its language.</summary>
static class CleanEnvironment
{
    static readonly string[] Steering = ["PG", "MYSQL", "MARIADB", "SSL_CERT_", "LC_", "LANG", "OPENSSL_", "SSLKEYLOGFILE", "KRB5"];

    public static void Apply(ProcessStartInfo info, IReadOnlyDictionary<string, string?> changes)
    {
        var names = info.Environment.Keys.Where(name => Steering.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)));
        foreach (var name in names.ToList())
            info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        foreach (var (name, value) in changes)
        {
            if (value is null)
                info.Environment.Remove(name);
            else
                info.Environment[name] = value;
        }
    }
}
