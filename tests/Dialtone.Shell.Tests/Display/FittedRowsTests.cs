using Dialtone.Cli.Output;
using Dialtone.Shell.Display;

namespace Dialtone.Shell.Tests.Display;

/// <summary>Results of any kind on a screen of a given width.</summary>
public sealed class FittedRowsTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_fits_stays_as_it_is() =>
        Assert.Equal(
            """
             id | name 
            ----+------
              1 | one
              2 | NULL
            (2 rows)


            """,
            await ShowAsync(80, new { id = 1, name = (string?)"one" }, new { id = 2, name = (string?)null })
        );

    [Fact]
    public async Task A_long_value_is_cut_and_that_is_said()
    {
        var shown = await ShowAsync(40, new { id = 123456789, text = new string('x', 100) });

        Assert.Contains("\n 123456789 | xxxxxxxxxxxxxxxxxxxxxxxxx…\n", shown, StringComparison.Ordinal);
        Assert.Contains("(… stands for the rest of a value; \\x shows all of it)", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n')[..3], line => Assert.InRange(line.Length, 0, 40));
    }

    [Fact]
    public async Task Columns_in_the_middle_are_left_out_and_named()
    {
        var row = Enumerable.Range(1, 20).ToDictionary(number => $"column_{number}", number => (object?)(number * 1_000_000));

        var shown = await ShowAsync(60, row);

        Assert.Contains("column_1 ", shown, StringComparison.Ordinal);
        Assert.Contains(" column_20", shown, StringComparison.Ordinal);
        Assert.Contains("| … |", shown, StringComparison.Ordinal);
        Assert.Contains("columns left out: column_", shown, StringComparison.Ordinal);
        Assert.All(shown.Split('\n'), line => Assert.InRange(line.Length, 0, 60));
    }

    [Fact]
    public async Task Auto_expands_what_is_too_wide()
    {
        var shown = await ShowAsync(30, ExpandedMode.Auto, new { id = 1, text = new string('y', 50) });

        Assert.StartsWith("-[ RECORD 1 ]", shown, StringComparison.Ordinal);
        Assert.Contains(new string('y', 50), shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Long_json_is_laid_out_below_its_name()
    {
        var output = new StringWriter();
        var settings = new PrintSettings { Expanded = ExpandedMode.On, Pager = 0 };
        var source = new JsonRow("""{"name":"a long enough name","tags":["x","y"]}""");

        await new ResultPrinter(new(30, 24, HasColour: false), null, TimeProvider.System).PrintAsync(source, settings, output, true, Token);

        Assert.Contains("\n    |   \"name\": \"a long enough name\",+\n", output.ToString(), StringComparison.Ordinal);
        Assert.All(output.ToString().Split('\n')[..1], heading => Assert.InRange(heading.Length, 1, 30));
    }

    [Fact]
    public async Task Wide_and_combining_characters_take_their_width()
    {
        var shown = await ShowAsync(30, new { a = "漢字漢字漢字漢字漢字漢字漢字漢字", b = "e\u0301" }, new { a = "x", b = "y" });

        Assert.All(
            shown.Split('\n').Where(line => line.Contains('|', StringComparison.Ordinal)),
            line => Assert.InRange(DisplayText.WidthOf(line), 0, 30)
        );
    }

    [Fact]
    public async Task Control_characters_are_shown_not_obeyed() =>
        Assert.DoesNotContain('\e', await ShowAsync(80, new { text = "\e[2J\u202E" }));

    [Fact]
    public async Task Nested_values_are_json() =>
        Assert.Contains(
            """{"City":"Vienna","Tags":["a","b"]}""",
            await ShowAsync(80, new { id = 1, address = new { City = "Vienna", Tags = (string[])["a", "b"] } }),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Tuples_and_plain_values_are_tables()
    {
        Assert.Contains(" Item1 | Item2 ", await ShowAsync(80, (1, "a"), (2, "b")), StringComparison.Ordinal);
        Assert.Contains(" value \n", await ShowAsync(80, 1, 2, 3), StringComparison.Ordinal);
        Assert.Null(ObjectRows.From(Array.Empty<int>()));
    }

    [Fact]
    public async Task A_property_that_throws_spoils_only_its_cell() =>
        Assert.Contains("! InvalidOperationException: broken", await ShowAsync(80, new Broken()), StringComparison.Ordinal);

    [Fact]
    public async Task The_limit_is_announced_and_the_rest_follows()
    {
        var rows = new LimitedRows(ObjectRows.From(Enumerable.Range(1, 25))!, 10);
        var output = new StringWriter();

        await new TableWriter(output, new()).WriteAsync(rows, Token);
        Assert.EndsWith(
            "(the first 10 rows; there are more: \\more shows the next, \\more all the rest)\n",
            output.ToString(),
            StringComparison.Ordinal
        );
        rows.Continue(10);
        await new TableWriter(output, new()).WriteAsync(rows, Token);
        Assert.Contains("(rows 11 to 20; there are more", output.ToString(), StringComparison.Ordinal);
        rows.Continue(0);
        await new TableWriter(output, new()).WriteAsync(rows, Token);
        Assert.EndsWith("    25\n(rows 21 to 25)\n", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 2, "0 rows  0/s  2 s  Ctrl-C ends it")]
    [InlineData(50_000, 0, 2, "50,000 rows  25,000/s  2 s  Ctrl-C ends it")]
    [InlineData(50, 100, 5, "[##########..........] 50 %  50 rows  10/s  5 s  Ctrl-C ends it")]
    public void Progress_says_how_far_and_how_fast(long done, long total, int seconds, string expected) =>
        Assert.Equal(expected, ProgressLine.Text(done, total, TimeSpan.FromSeconds(seconds), "rows"));

    static Task<string> ShowAsync(int width, params object[] items) => ShowAsync(width, ExpandedMode.Off, items);

    static async Task<string> ShowAsync(int width, ExpandedMode expanded, params object[] items)
    {
        var output = new StringWriter();
        var settings = new PrintSettings
        {
            Expanded = expanded,
            Types = false,
            Pager = 0,
        };
        var printer = new ResultPrinter(new(width, 24, HasColour: false), null, TimeProvider.System);
        await printer.PrintAsync(ObjectRows.From(items)!, settings, output, isScreen: true, Token);
        return output.ToString();
    }

    sealed class Broken
    {
        public string Value => throw new InvalidOperationException("broken");
    }
}
