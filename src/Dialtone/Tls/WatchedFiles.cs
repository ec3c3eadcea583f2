namespace Dialtone.Tls;

/// <summary>Remembers the state of every file that a policy was built from, so that a change is noticed.</summary>
sealed class WatchedFiles
{
    readonly List<(string Path, FileStatus Status)> seen = [];

    /// <summary>Looks at a file and remembers what was seen. Call it before reading: a change while reading is then noticed too.</summary>
    public FileStatus Look(string path)
    {
        var status = FileStatus.Of(path);
        seen.Add((path, status));
        return status;
    }

    /// <summary>Whether every file is as it was. A pipe can be read only once, so it never counts as changed.</summary>
    public bool AreCurrent()
    {
        foreach (var (path, status) in seen)
        {
            var now = FileStatus.Of(path);
            if (now != status && !(now.Kind == FileKind.Other && status.Kind == FileKind.Other))
            {
                return false;
            }
        }

        return true;
    }
}
