namespace Dialtone.Architecture.Tests;

/// <summary>The files of the checkout that the tests were built from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Source files below a folder of the repository, without build output.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) =>
        Directory
            .EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "artifacts" or "bin" or "obj" or ".git"))
            .Order(StringComparer.Ordinal);

    public static string Name(string file) => Path.GetRelativePath(Root, file);

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Dialtone.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
