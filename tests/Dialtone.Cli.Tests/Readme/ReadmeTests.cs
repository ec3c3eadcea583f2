using System.Text.RegularExpressions;
using Dialtone.Cli.Tests.Demo;

namespace Dialtone.Cli.Tests.Readme;

/// <summary>The console blocks of README.md do what the page says.</summary>
public sealed partial class ReadmeTests : IDisposable
{
    static readonly string[] TestedElsewhere = ["csharp", "python"];

    readonly DemoProgram demo = new();

    public static TheoryData<string> Commands =>
        [
            .. ReadmeBlock
                .All.Where(block => block.Language == "console")
                .SelectMany(block => block.Commands)
                .Select(command => command.Command),
        ];

    static IEnumerable<ReadmeBlock> Consoles => ReadmeBlock.All.Where(block => block.Language == "console");

    public void Dispose() => demo.Dispose();

    [Fact]
    public void Every_block_is_of_a_kind_that_a_test_runs() =>
        Assert.All(ReadmeBlock.All, block => Assert.Contains(block.Language, TestedElsewhere.Append("console")));

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_prints_what_the_page_shows(string command)
    {
        if (command == "./test")
        {
            // It is what runs this test.
            Assert.True(
                OperatingSystem.IsWindows()
                    || File.GetUnixFileMode(Path.Combine(ReadmeBlock.Root, "test")).HasFlag(UnixFileMode.UserExecute)
            );
            return;
        }

        if (command.StartsWith("./dialtone demo", StringComparison.Ordinal))
        {
            DemoProgram.NeedPostgres();
        }

        Assert.StartsWith("./dialtone ", command, StringComparison.Ordinal);
        var result = await demo.Shell("/bin/sh", "-c", DemoProgram.Path + command["./dialtone".Length..])
            .RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, result.ExitCode);
        var printed = (result.Output + "\n" + result.Error).Split('\n').Select(Normal).ToHashSet();
        var promised = Consoles.SelectMany(block => block.Commands).First(candidate => candidate.Command == command).Output;
        Assert.NotEmpty(promised);
        Assert.All(promised.Where(line => line != "…"), line => Assert.Contains(Normal(line), printed));
    }

    /// <summary>A line without what differs from run to run: times, ports, versions and folder names, and how wide they make a column.</summary>
    public static string Normal(string line) =>
        Padding().Replace(Number().Replace(Folder().Replace(line, "/tmp/demo/"), "0"), " ").TrimEnd();

    [GeneratedRegex(@"/[^\s""]*dialtone-demo-[^/\s]+/?")]
    private static partial Regex Folder();

    [GeneratedRegex(@"\d+(\.\d+)*")]
    private static partial Regex Number();

    [GeneratedRegex(@"-{2,}| {2,}")]
    private static partial Regex Padding();
}
