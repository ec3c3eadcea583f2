using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>A resolution context over an empty home folder of its own, which is removed at the end.</summary>
sealed class SandboxContext : IDisposable
{
    readonly Dictionary<string, string> environment = [];

    public string Home { get; } = Directory.CreateTempSubdirectory("dialtone-home-").FullName;

    public ResolutionContext Context =>
        new()
        {
            Environment = environment.GetValueOrDefault,
            HomeDirectory = Home,
            UserName = "osuser",
            DefaultSocketDirectory = "/tmp",
            CurrentDirectory = "/data",
        };

    public SandboxContext With(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    /// <summary>Writes a file under the home folder, readable by its owner only.</summary>
    public string Write(string name, string content)
    {
        var path = $"{Home}/{name}";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public ResolvedTarget Resolve(string? text, params (string Key, string Value)[] arguments) =>
        Target.Parse(text, [.. arguments.Select(argument => new TargetArgument(argument.Key, argument.Value))]).Resolve(Context);

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
