using Dialtone.Shell.Backslash;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>Names of files, for commands that take one.</summary>
static class FileNames
{
    /// <summary>The files and folders beside what is typed; hidden ones once a dot is typed.</summary>
    public static IEnumerable<CompletionItem> Complete(string word)
    {
        var split = word.LastIndexOf('/') + 1;
        var folder = split == 0 ? "." : SystemShell.Expand(word[..split]);
        try
        {
            return
            [
                .. new DirectoryInfo(folder)
                    .EnumerateFileSystemInfos()
                    .Where(entry => entry.Name[0] != '.' || (split < word.Length && word[split] == '.'))
                    .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                    .Select(entry => Item(word[..split], entry)),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static CompletionItem Item(string before, FileSystemInfo entry)
    {
        var isFolder = entry is DirectoryInfo;
        var name = before + entry.Name + (isFolder ? "/" : "");
        return new(name, name, isFolder ? "folder" : "file");
    }
}
