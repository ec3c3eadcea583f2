using System.Globalization;
using Dialtone.Cli.Output;

namespace Dialtone.Cli.Tests.Output;

public sealed class TableFormatTests
{
    [Fact]
    public async Task Looks_like_psql() =>
        Assert.Equal(
            """
             id |  title  
            ----+---------
              1 | Aurora
             22 | A b   c
              3 | NULL

            """,
            await MemoryRows.WriteAsync("table", MemoryRows.Of(["id:Number", "title"], ["1", "Aurora"], ["22", "A b   c"], ["3", null]))
        );

    [Fact]
    public async Task Lines_inside_a_value_go_on_below_it() =>
        Assert.Equal(
            """
             a  |  b  | c 
            ----+-----+---
             x +| 1  +| z
             yz |     | 
                | 22 +| 
                | 333 | 

            """.ReplaceLineEndings("\n"),
            await MemoryRows.WriteAsync("table", MemoryRows.Of(["a", "b", "c"], ["x\nyz", "1\n", "z"], ["", "22\n333", ""]))
        );

    [Fact]
    public async Task Wide_and_combining_characters_are_aligned() =>
        Assert.Equal(
            " a  | b \n----+---\n 日 | x\n e\u0301  | y\n 😀 | z\n",
            await MemoryRows.WriteAsync("table", MemoryRows.Of(["a", "b"], ["日", "x"], ["e\u0301", "y"], ["😀", "z"]))
        );

    [Theory]
    [InlineData("\u001b[2J", "\\x1B[2J")]
    [InlineData("\a", "\\x07")]
    [InlineData("\u007f", "\\x7F")]
    [InlineData("\u009b2J", "\\u009B2J")]
    [InlineData("a\u202eb", "a\\u202Eb")]
    [InlineData("\u2066", "\\u2066")]
    [InlineData("\u200f", "\\u200F")]
    [InlineData("\ufeff", "\\uFEFF")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData("\U000e0041", "\\U000E0041")]
    [InlineData("a\rb", "a\\rb")]
    [InlineData("👩\u200d💻", "👩\u200d💻")]
    public async Task What_a_terminal_would_obey_is_shown(string text, string shown)
    {
        foreach (var format in new[] { "table", "vertical", "markdown", "html" })
        {
            var written = await MemoryRows.WriteAsync(format, MemoryRows.Of([text], [text]));
            var expected = format is "markdown" ? shown.Replace("\\", "\\\\").Replace("[", "\\[") : shown;
            Assert.Equal(2, written.Split(expected).Length - 1);
        }
    }

    [Fact]
    public async Task Half_a_character_is_shown() =>
        Assert.Equal("   a    \n--------\n \\uD800\n", await MemoryRows.WriteAsync("table", MemoryRows.Of(["a"], ["\ud800"])));

    [Fact]
    public async Task The_first_rows_decide_the_widths_and_no_row_is_cut()
    {
        var rows = Enumerable
            .Range(1, RowWindow.MaximumRows + 2)
            .Select(number => new string?[] { number.ToString(CultureInfo.InvariantCulture), "x" });
        var written = await MemoryRows.WriteAsync(
            "table",
            new MemoryRows(MemoryRows.Of(["n:Number", "b"]).Columns, rows.Append(["1234567", "wider than the rest"]))
        );
        var lines = written.Split('\n');
        Assert.Equal("  n   | b ", lines[0]);
        Assert.Equal(" 1002 | x", lines[^3]);
        Assert.Equal(" 1234567 | wider than the rest", lines[^2]);
    }

    [Fact]
    public async Task Rows_are_not_kept_in_memory()
    {
        var alive = new List<WeakReference>();
        IEnumerable<string?[]> Rows()
        {
            for (var number = 0; number < 20_000; number++)
            {
                var text = new string('x', 500);
                alive.Add(new(text));
                yield return [text];
            }
        }

        foreach (var format in KnownFormats.All)
        {
            alive.Clear();
            await format
                .Create(TextWriter.Null, new() { Table = "t" })
                .WriteAsync(new MemoryRows(MemoryRows.Of(["a"]).Columns, Rows()), TestContext.Current.CancellationToken);
            GC.Collect();
            Assert.InRange(alive.Count(reference => reference.IsAlive), 0, 10);
        }
    }

    [Fact]
    public async Task Without_a_header_only_rows_are_left() =>
        Assert.Equal(
            "         1 | a\n",
            await MemoryRows.WriteAsync("table", new OutputOptions { Header = false }, MemoryRows.Of(["long name:Number", "b"], ["1", "a"]))
        );

    [Fact]
    public async Task Two_results_are_parted_by_an_empty_line() =>
        Assert.Equal(" a \n---\n 1\n\n b \n---\n", await MemoryRows.WriteAsync("table", MemoryRows.Of(["a"], ["1"]), MemoryRows.Of(["b"])));

    [Fact]
    public async Task Vertical_is_psqls_expanded_format() =>
        Assert.Equal(
            """
            -[ RECORD 1 ]
            id    | 1
            title | a    +
                  | bcdef
            -[ RECORD 2 ]
            id    | NULL
            title | 

            """.ReplaceLineEndings("\n"),
            await MemoryRows.WriteAsync("vertical", MemoryRows.Of(["id:Number", "title"], ["1", "a\nbcdef"], [null, ""]))
        );
}
