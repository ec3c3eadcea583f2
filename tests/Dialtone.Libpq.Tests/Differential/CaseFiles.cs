using System.Collections.Concurrent;
using Dialtone.Libpq.Tests.Connect;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>The files that cases name: certificates, home folders, password files, service files.</summary>
sealed class CaseFiles : IDisposable
{
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    readonly TemporaryFolder folder = new();
    readonly ConcurrentDictionary<string, Lazy<string>> homes = new();
    readonly ConcurrentBag<Home> made = [];
    int count;

    public Pki Pki { get; } = new();

    public string EmptyHome => Home("empty", static _ => { });

    /// <summary>A file that is no certificate.</summary>
    public string Garbage => field ??= folder.Write("garbage.pem", "-----BEGIN CERTIFICATE-----\nnot base64!\n");

    public string Empty => field ??= folder.Write("empty.pem", "");

    /// <summary>A home folder, made once for each name.</summary>
    public string Home(string name, Action<Home> fill) =>
        homes
            .GetOrAdd(
                name,
                _ =>
                    new(() =>
                    {
                        var home = new Home();
                        made.Add(home);
                        fill(home);
                        return home.Location;
                    })
            )
            .Value;

    /// <summary>A password file with these lines.</summary>
    public string PasswordFile(string lines, UnixFileMode mode = Private)
    {
        var path = folder.Write($"pgpass-{Interlocked.Increment(ref count)}", lines);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
        return path;
    }

    /// <summary>A service file with these lines.</summary>
    public string ServiceFile(string lines) => folder.Write($"service-{Interlocked.Increment(ref count)}", lines);

    /// <summary>The line of a password file that fits everywhere.</summary>
    public static string Everywhere(string password = PostgresUsers.Password) => $"*:*:*:*:{password}\n";

    public void Dispose()
    {
        foreach (var home in made)
            home.Dispose();
        Pki.Dispose();
        folder.Dispose();
    }
}
