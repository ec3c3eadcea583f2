using System.Reflection;

namespace Dialtone.Architecture.Tests;

/// <summary>Names and shapes that every file and type keeps.</summary>
public sealed class NamingTests
{
    const int MaximumLines = 300;

    static readonly string[] CodeFolders = ["src", "tests", "bench"];

    static readonly string[] VagueWords = ["Utils", "Util", "Helper", "Helpers", "Manager", "Misc", "Common"];

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = CodeFolders
            .Where(folder => Directory.Exists(Path.Combine(Repository.Root, folder)))
            .SelectMany(folder => Repository.Files(folder, "*.cs"))
            .Select(file => (Name: Repository.Name(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MaximumLines);
        Assert.Empty(tooLong);
    }

    [Fact]
    public void No_type_has_a_vague_name()
    {
        var vague = Types().Where(type => Array.Exists(VagueWords, word => type.Name.EndsWith(word, StringComparison.Ordinal)));
        Assert.Empty(vague);
    }

    [Fact]
    public void Public_types_are_sealed_static_or_abstract()
    {
        var open = Types().Where(type => type is { IsPublic: true, IsClass: true, IsSealed: false, IsAbstract: false });
        Assert.Empty(open);
    }

    [Fact]
    public void Public_async_methods_end_in_Async_and_take_their_token_last()
    {
        var wrong = Types()
            .Where(type => type.IsPublic)
            .SelectMany(type =>
                type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            )
            .Where(method => IsAsync(method.ReturnType) && method.Name != "DisposeAsync" && method.GetBaseDefinition() == method)
            .Where(method =>
                !(
                    method.Name.EndsWith("Async", StringComparison.Ordinal)
                    && method.GetParameters() is [.., { ParameterType: var last }]
                    && last == typeof(CancellationToken)
                )
            )
            .Select(method => $"{method.DeclaringType}.{method.Name}");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("#region")]
    [InlineData("NotImplementedException")]
    [InlineData("Thread.Sleep")]
    public void Sources_hold_no_unwanted_mark(string mark)
    {
        var marked = Repository.Files("src", "*.cs").Where(file => File.ReadAllText(file).Contains(mark, StringComparison.Ordinal));
        Assert.Empty(marked.Select(Repository.Name));
    }

    static IEnumerable<Type> Types() =>
        new[] { typeof(Engine).Assembly, typeof(Cli.Program).Assembly, typeof(Hosting.EngineServices).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("Dialtone", StringComparison.Ordinal) == true && !type.Name.StartsWith('<'));

    static bool IsAsync(Type type) =>
        type == typeof(Task)
        || type == typeof(ValueTask)
        || (
            type.IsGenericType
            && (
                type.GetGenericTypeDefinition() == typeof(Task<>)
                || type.GetGenericTypeDefinition() == typeof(ValueTask<>)
                || type.GetGenericTypeDefinition() == typeof(IAsyncEnumerable<>)
            )
        );
}
