using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>A home folder and an environment that libpq and Dialtone see alike.</summary>
sealed class LibpqHome : IDisposable
{
    static readonly string[] OtherNames = ["PGSERVICEFILE", "PGSYSCONFDIR", "PGREQUIRESSL", "PGDATESTYLE", "PGTZ", "PGGEQO"];

    /// <summary>Every variable that libpq looks at.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [.. PostgresKeywords.Table.Rows.Select(row => row.EnvironmentName).OfType<string>(), .. OtherNames];

    public string Path { get; } = Directory.CreateTempSubdirectory("dialtone-libpq-").FullName;

    /// <summary>Writes a file that only its owner may read.</summary>
    public string Write(string name, string content)
    {
        var path = $"{Path}/{name}";
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public ResolutionContext Context(IReadOnlyDictionary<string, string> environment) =>
        new()
        {
            Environment = name => environment.GetValueOrDefault(name),
            HomeDirectory = Path,
            UserName = Environment.UserName,
            // This build of libpq has upstream's default.
            DefaultSocketDirectory = "/tmp",
        };

    public LibpqParser.Answer Ask(LibpqParser libpq, string text, IReadOnlyDictionary<string, string> environment) =>
        libpq.Connect(
            text,
            Names
                .Select(name => KeyValuePair.Create(name, environment.GetValueOrDefault(name)))
                .Append(KeyValuePair.Create("HOME", (string?)Path))
        );

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
