using Dialtone.Tests.Parameters;

namespace Dialtone.Tests.Translation;

/// <summary>docs/translate.md lists the ecosystems that there are.</summary>
public sealed class TranslatePageTests
{
    [Fact]
    public void The_page_lists_every_ecosystem()
    {
        var listed = File.ReadLines(VectorFile.RepositoryPath("docs/translate.md"))
            .SkipWhile(line => line != "## Ecosystems")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(
            Engine.Ecosystems.Select(one => $"| `{one.Name}` | {one.Dialect} | {one.Title} | {(one.CanRead ? "yes" : "no")} |"),
            listed
        );
    }
}
