using Dialtone.Cli.Output;

namespace Dialtone.Cli.Tests.Output;

public sealed class TextFormatTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "\"\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    [InlineData("a\rb", "\"a\rb\"")]
    [InlineData("a\tb", "a\tb")]
    [InlineData(" a ", " a ")]
    [InlineData("\\.", "\"\\.\"")]
    [InlineData("\u001b[0m", "\u001b[0m")]
    public async Task Csv_quotes_as_copy_does(string? text, string expected) =>
        Assert.Equal($"a\n{expected}\n", await MemoryRows.WriteAsync("csv", MemoryRows.Of(["a"], [text])));

    [Fact]
    public async Task Csv_leaves_an_end_marker_alone_between_others() =>
        Assert.Equal("a,b\n\\.,\\.\n", await MemoryRows.WriteAsync("csv", MemoryRows.Of(["a", "b"], ["\\.", "\\."])));

    [Fact]
    public async Task Csv_quotes_what_looks_like_the_chosen_null() =>
        Assert.Equal(
            "\"-\"\n-\n\"-\"\n\n",
            await MemoryRows.WriteAsync("csv", new OutputOptions { Null = "-" }, MemoryRows.Of(["-"], [null], ["-"], [""]))
        );

    [Theory]
    [InlineData(null, "\\N")]
    [InlineData("", "")]
    [InlineData("\\N", "\\\\N")]
    [InlineData("a\tb\nc\rd\be\ff\vg\\h", "a\\tb\\nc\\rd\\be\\ff\\vg\\\\h")]
    [InlineData("\u0001\u007f", "\u0001\u007f")]
    public async Task Tsv_escapes_as_copy_does(string? text, string expected) =>
        Assert.Equal($"x\ta\n1\t{expected}\n", await MemoryRows.WriteAsync("tsv", MemoryRows.Of(["x", "a"], ["1", text])));

    [Fact]
    public async Task Results_of_data_formats_follow_each_other_without_a_gap()
    {
        Assert.Equal("a\n1\nb\n2\n", await MemoryRows.WriteAsync("csv", MemoryRows.Of(["a"], ["1"]), MemoryRows.Of(["b"], ["2"])));
        Assert.Equal(
            "1\n2\n",
            await MemoryRows.WriteAsync(
                "tsv",
                new OutputOptions { Header = false },
                MemoryRows.Of(["a"], ["1"]),
                MemoryRows.Of(["b"], ["2"])
            )
        );
    }

    [Theory]
    [InlineData("a|b", "a\\|b")]
    [InlineData("<b>&", "&lt;b&gt;&amp;")]
    [InlineData("a\nb", "a<br>b")]
    [InlineData("*x* `y` ~z~ [l](u)", "\\*x\\* \\`y\\` \\~z\\~ \\[l\\](u)")]
    [InlineData("film_id _em_", "film_id \\_em\\_")]
    [InlineData("C:\\x", "C:\\\\x")]
    [InlineData(null, "NULL")]
    public async Task Markdown_shows_what_stands_there(string? text, string expected) =>
        Assert.Equal(
            $"| n | a |\n|---:|---|\n| 1 | {expected} |\n",
            await MemoryRows.WriteAsync("markdown", MemoryRows.Of(["n:Number", "a"], ["1", text]))
        );

    [Fact]
    public async Task Html_escapes_and_marks() =>
        Assert.Equal(
            """
            <table>
            <thead>
            <tr><th>n</th><th>&lt;script&gt;</th></tr>
            </thead>
            <tbody>
            <tr><td class="number">1</td><td>&quot;a&quot; &amp; &#39;b&#39;<br>c</td></tr>
            <tr><td class="null">NULL</td><td>NULL</td></tr>
            </tbody>
            </table>

            """.ReplaceLineEndings("\n"),
            await MemoryRows.WriteAsync("html", MemoryRows.Of(["n:Number", "<script>"], ["1", "\"a\" & 'b'\nc"], [null, "NULL"]))
        );

    [Fact]
    public async Task Insert_keeps_types_and_quotes_by_the_dialect() =>
        Assert.Equal(
            """
            INSERT INTO "t" ("id", "na""me") VALUES (1.50, 'it''s');
            INSERT INTO "t" ("id", "na""me") VALUES ('NaN', NULL);

            """.ReplaceLineEndings("\n"),
            await MemoryRows.WriteAsync(
                "insert",
                new OutputOptions { Table = "\"t\"" },
                MemoryRows.Of(["id:Number", "na\"me"], ["1.50", "it's"], ["NaN", null])
            )
        );

    [Fact]
    public async Task Insert_without_a_table_is_refused() =>
        await Assert.ThrowsAsync<UsageException>(() => MemoryRows.WriteAsync("insert", MemoryRows.Of(["a"])));

    [Theory]
    [InlineData("arrow")]
    [InlineData("parquet")]
    [InlineData("CSV")]
    [InlineData("xml")]
    public void An_unknown_format_is_refused_with_the_list(string name) =>
        Assert.Contains("vertical, csv", Assert.Throws<UsageException>(() => KnownFormats.Find(name)).Fix);
}
