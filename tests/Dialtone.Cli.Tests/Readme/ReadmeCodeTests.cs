using System.Reflection;
using System.Text.RegularExpressions;
using Dialtone.Cli.Tests.Demo;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Dialtone.Cli.Tests.Readme;

/// <summary>The C# and Python blocks of README.md run against the demo's server, with its port and files in place of the page's.</summary>
public sealed partial class ReadmeCodeTests : IDisposable
{
    const string Python = "/usr/bin/python3";

    const string Prelude = """
        using System;
        using System.Collections.Generic;
        using System.Data.Common;
        using System.Linq;
        using System.Threading.Tasks;

        """;

    readonly DemoProgram demo = new();

    public ReadmeCodeTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Fact]
    public Task CSharp_connects_as_the_page_says() => CompareAsync(said => Task.FromResult(Compiled(Placed("csharp", said))));

    [Fact]
    public async Task Python_connects_as_the_page_says()
    {
        var probe = await demo.Shell(Python, "-c", "import sqlalchemy, psycopg2").RunAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(probe.ExitCode != 0, "Debian's python3-sqlalchemy and python3-psycopg2 are not installed");
        await CompareAsync(async said =>
            (await demo.Shell(Python, "-c", Placed("python", said)).RunAsync(TestContext.Current.CancellationToken)).Expect("python")
        );
    }

    async Task CompareAsync(Func<string, Task<string>> runAsync)
    {
        var kept = await demo.RunAsync("--keep", "--run", "select 1");
        try
        {
            var expected = await QueryAsync(kept.Error);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await runAsync(kept.Error));
        }
        finally
        {
            await demo.Shell("/bin/sh", "-c", StopCommand().Match(kept.Error).Groups[1].Value).RunAsync(TestContext.Current.CancellationToken);
        }
    }

    async Task<string> QueryAsync(string said)
    {
        var psql = PsqlCommand().Match(said).Value;
        var films = await demo.Shell("/bin/sh", "-c", psql + " -XAt -F ' ' -c \"select id, name from film where rating = 'PG'\"")
            .RunAsync(TestContext.Current.CancellationToken);
        return films.Expect("psql");
    }

    // The page's host and files, as the demo has them.
    static string Placed(string language, string said) =>
        string.Join('\n', ReadmeBlock.All.Where(block => block.Language == language).Select(block => block.Text))
            .Replace("server.example.com:5432", "localhost:" + Port().Match(said).Groups[1].Value, StringComparison.Ordinal)
            .Replace("\"pgsql-client.", $"\"{Folder().Match(said).Groups[1].Value}/pgsql-client.", StringComparison.Ordinal)
            .Replace("\"root.crt", $"\"{Folder().Match(said).Groups[1].Value}/root.crt", StringComparison.Ordinal);

    static string Compiled(string code)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "Readme",
            [CSharpSyntaxTree.ParseText(Prelude + code, cancellationToken: TestContext.Current.CancellationToken)],
            references,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable)
        );
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        var before = Console.Out;
        using var printed = new StringWriter();
        Console.SetOut(printed);
        try
        {
            Assembly.Load(image.ToArray()).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return printed.ToString();
    }

    [GeneratedRegex("^psql .*", RegexOptions.Multiline)]
    private static partial Regex PsqlCommand();

    [GeneratedRegex(@"To end it:\n  (.*)")]
    private static partial Regex StopCommand();

    [GeneratedRegex(@"localhost:(\d+)/baz")]
    private static partial Regex Port();

    [GeneratedRegex(@"sslrootcert=(\S+)/root\.crt")]
    private static partial Regex Folder();
}
