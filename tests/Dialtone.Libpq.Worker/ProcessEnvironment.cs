using System.Runtime.InteropServices;

namespace Dialtone.Libpq.Worker;

/// <summary>The environment of this process, set anew for each request.</summary>
sealed partial class ProcessEnvironment
{
    readonly HashSet<string> variables = [];

    /// <summary>Sets these variables and removes those of the request before.</summary>
    public void Set(IReadOnlyDictionary<string, string> environment)
    {
        foreach (var name in variables)
            Change(name, null);
        variables.Clear();
        foreach (var (name, text) in environment)
        {
            Change(name, text);
            variables.Add(name);
        }
    }

    // The managed environment is a copy that native libraries do not see.
    static void Change(string name, string? text)
    {
        Environment.SetEnvironmentVariable(name, text);
        _ = text is null ? Unset(name) : Set(name, text, 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Set(string name, string text, int overwrite);

    [LibraryImport("libc", EntryPoint = "unsetenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Unset(string name);
}
