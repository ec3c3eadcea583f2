using System.Text.Json;

namespace Dialtone.Tests.Parameters;

/// <summary>Test vectors from outside the repository: DIALTONE_VECTORS, or <c>shared/vectors</c> beside the repository.</summary>
static class VectorFile
{
    /// <summary>Reads a file; skips the running test if it is not there.</summary>
    public static JsonElement Read(string name)
    {
        var file = Path.Combine(Folder(), name);
        if (!File.Exists(file))
            Assert.Skip($"no test vectors at {file}; name their folder in DIALTONE_VECTORS");
        return Parse(file);
    }

    /// <summary>Reads a file of the repository's own.</summary>
    public static JsonElement ReadOwn(string name) => Parse(OwnPath(name));

    /// <summary>Where a file of the repository's own is.</summary>
    public static string OwnPath(string name) => Path.Combine(RepositoryRoot(), "tests", "Dialtone.Tests", "Parameters", name);

    /// <summary>A member as text; <see langword="null"/> if it is missing or null.</summary>
    public static string? Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>A member that is an object of texts.</summary>
    public static Dictionary<string, string> Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object
            ? value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString())
            : [];

    static JsonElement Parse(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }

    static string Folder() =>
        Environment.GetEnvironmentVariable("DIALTONE_VECTORS") is { Length: > 0 } named
            ? named
            : Path.Combine(RepositoryRoot(), "..", "shared", "vectors");

    /// <summary>Where any file of the repository is.</summary>
    public static string RepositoryPath(string name) => Path.Combine(RepositoryRoot(), name);

    static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Dialtone.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
