using System.Runtime.Versioning;
using System.Text;

namespace Dialtone.Parameters;

/// <summary>Reads libpq's password file: lines of <c>host:port:dbname:user:password</c>.</summary>
/// <remarks>
/// The first line that fits wins. A field is <c>*</c> or an exact text in which a backslash takes the meaning from the next character.
/// The file is passed over with a warning if anybody but its owner may look at it.
/// </remarks>
sealed class PasswordFile
{
    const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    readonly string path;
    readonly string[] lines;

    PasswordFile(string path, string[] lines) => (this.path, this.lines) = (path, lines);

    /// <summary>Opens a file; one that is missing, unreadable or unsafe has no lines.</summary>
    public static PasswordFile Open(string path, ICollection<string> warnings)
    {
        try
        {
            var target = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            if (!OperatingSystem.IsWindows() && Objection(target) is { } objection)
                warnings.Add($"password file \"{path}\" {objection}; it is ignored.");
            // A pipe or a device says that it is empty, and reading one might never end.
            else if (target is { Exists: true, Length: > 0 })
                return new(path, File.ReadAllText(target.FullName, Encoding.UTF8).Split('\n'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // libpq passes over what it cannot read, without a word.
        }
        return new(path, []);
    }

    [UnsupportedOSPlatform("windows")]
    static string? Objection(FileInfo file) =>
        Directory.Exists(file.FullName) ? "is not a plain file"
        : file.Exists && (file.UnixFileMode & Others) != 0 ? "has group or world access; permissions should be u=rw (0600) or less"
        : null;

    /// <summary>The password for a connection and the line that holds it, or <see langword="null"/>.</summary>
    public (Secret Password, ParameterSource Source)? Find(string host, string port, string database, string user)
    {
        for (var number = 1; number <= lines.Length; number++)
        {
            var rest = lines[number - 1].AsSpan().TrimEnd("\r");
            if (rest is [] or ['#', ..])
                continue;
            if (Match(ref rest, host) && Match(ref rest, port) && Match(ref rest, database) && Match(ref rest, user))
                return (new(Unescape(rest)), new ParameterSource.PassFile(path, number));
        }
        return null;
    }

    /// <summary>Moves past a field if it matches the text.</summary>
    static bool Match(ref ReadOnlySpan<char> rest, string text)
    {
        if (rest is ['*', ':', ..])
        {
            rest = rest[2..];
            return true;
        }
        var matched = 0;
        for (var at = 0; at < rest.Length; at++)
        {
            var escaped = rest[at] == '\\' && at + 1 < rest.Length;
            if (escaped)
                at++;
            if (!escaped && rest[at] == ':' && matched == text.Length)
            {
                rest = rest[(at + 1)..];
                return true;
            }
            if (matched == text.Length || rest[at] != text[matched++])
                return false;
        }
        return false;
    }

    static string Unescape(ReadOnlySpan<char> field)
    {
        var password = new StringBuilder(field.Length);
        for (var at = 0; at < field.Length && field[at] != ':'; at++)
        {
            if (field[at] == '\\' && at + 1 < field.Length)
                at++;
            password.Append(field[at]);
        }
        return password.ToString();
    }
}
