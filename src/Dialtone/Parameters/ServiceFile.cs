using System.Text;

namespace Dialtone.Parameters;

/// <summary>Reads libpq's service files: <c>[name]</c> and <c>keyword=value</c> lines under it.</summary>
/// <remarks>There is no quoting and no blank around <c>=</c>; the first group of a name counts, and in it the first value of a keyword.</remarks>
static class ServiceFile
{
    /// <summary>The name of the system-wide file.</summary>
    public const string SystemName = "pg_service.conf";

    // libpq reads lines into a buffer of 1024 octets, and refuses one that fills it.
    const int LongestLine = 1022;

    /// <summary>Finds a service in the user's and then in the system's file, and adds what the target does not set itself.</summary>
    /// <exception cref="Errors.DatabaseException">There is no such service, or its file is wrong; in libpq's words.</exception>
    public static ParameterSet Apply(ParameterSet parameters, string service, ResolutionContext context, ICollection<string> warnings)
    {
        var known = new List<string>();
        var named = context.Environment("PGSERVICEFILE");
        var own = named ?? new PostgresFiles(context).ServiceFile;
        if (own is not null && (named is not null || PostgresFiles.Exists(own)) && Read(own) is { } found)
            return found;
        var folder = context.Environment("PGSYSCONFDIR") ?? context.SystemConfigurationDirectory;
        if (folder is not null && $"{folder}/{SystemName}" is var shared && PostgresFiles.Exists(shared) && Read(shared) is { } foundShared)
            return foundShared;
        throw ParameterErrors.Resolve(
            $"definition of service \"{service}\" not found",
            NearestWord.Find(service, known) is { } nearest
                ? $"did you mean \"{nearest}\"?"
                : $"write a group [{service}] into {own ?? SystemName}; a SQLite file is sqlite:///{service}, a database name dbname={service}"
        );

        ParameterSet? Read(string path)
        {
            if (ReadLines(path) is not { } lines)
                throw ParameterErrors.Resolve($"service file \"{path}\" not found", named is null ? null : "PGSERVICEFILE names it");
            return new Group(path, service, parameters, known, warnings).Find(lines);
        }
    }

    static string[]? ReadLines(string path)
    {
        try
        {
            // A folder opens and has no lines, as with C's fopen.
            return Directory.Exists(path) ? [] : File.ReadAllText(path, Encoding.UTF8).Split('\n');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The search for one group in one file.</summary>
    sealed class Group(string path, string service, ParameterSet explicitly, List<string> known, ICollection<string> warnings)
    {
        readonly List<Parameter> found = [];
        bool inside;

        public ParameterSet? Find(string[] lines)
        {
            for (var number = 1; number <= lines.Length; number++)
            {
                var line = lines[number - 1];
                if (line.Length > LongestLine / 4 && Encoding.UTF8.GetByteCount(line) + (number < lines.Length ? 1 : 0) > LongestLine)
                    throw ParameterErrors.Resolve($"line {number} too long in service file \"{path}\"");
                line = Trim(line);
                if (line is "" or ['#', ..])
                    continue;
                if (line[0] == '[')
                {
                    if (inside)
                        break;
                    inside = line.AsSpan(1).StartsWith(service, StringComparison.Ordinal) && line.AsSpan(1 + service.Length) is [']', ..];
                    known.Add(line[1..].Split(']')[0]);
                }
                else if (inside)
                    ReadSetting(line, number);
            }
            return inside ? new([.. explicitly, .. found]) : null;
        }

        void ReadSetting(string line, int number)
        {
            var equals = line.IndexOf('=');
            var keyword = equals < 0 ? line : line[..equals];
            if (equals >= 0 && keyword == "service")
                throw ParameterErrors.Resolve(
                    $"nested service specifications not supported in service file \"{path}\", line {number}",
                    "remove the line"
                );
            if (equals < 0 || PostgresKeywords.Table.Find(keyword) is not { } definition)
                throw ParameterErrors.Resolve($"syntax error in service file \"{path}\", line {number}", Advice(keyword, equals));
            if (found.Exists(parameter => parameter.Keyword == keyword))
                warnings.Add($"service file {path}:{number} sets {keyword} again, which libpq ignores: the first value of a group counts.");
            else if (explicitly[keyword] is null)
                found.Add(new(definition, line[(equals + 1)..], new ParameterSource.ServiceFile(path, number)));
        }

        static string Advice(string keyword, int equals) =>
            equals < 0 ? "a line is keyword=value; a comment starts with #"
            : keyword != keyword.TrimEnd() ? "remove the blanks around the \"=\""
            : PostgresKeywords.Table.Suggest(keyword) is { } nearest ? $"did you mean \"{nearest}\"?"
            : "only libpq's connection parameters may stand here";

        static string Trim(string line)
        {
            var span = line.AsSpan();
            while (span is [.., var last] && LibpqText.IsSpace(last))
                span = span[..^1];
            while (span is [var first, ..] && LibpqText.IsSpace(first))
                span = span[1..];
            return span.ToString();
        }
    }
}
