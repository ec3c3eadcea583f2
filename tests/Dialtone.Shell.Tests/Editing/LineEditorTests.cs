using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Tests.Editing;

public sealed class LineEditorTests
{
    [Theory]
    [InlineData("select 1;\r", "select 1;")]
    [InlineData("select 1\r;\r", "select 1\n;")]
    [InlineData("select 'a;\rb';\r", "select 'a;\nb';")]
    [InlineData("\\d film\r", "\\d film")]
    [InlineData("select 1 \\g\r", "select 1 \\g")]
    [InlineData("  select (\r1);\r", "  select (\n  1);")]
    [InlineData("\r", "")]
    [InlineData("select 1;\e\rselect 2;\r", "select 1;\nselect 2;")]
    [InlineData("lect 1;\u0001se\r", "select 1;")]
    [InlineData("select 12\u0002\u007f;\u0005;\r", "select ;2;")]
    [InlineData("select one two;\u001b[D\u0017\u0019\u0019\r", "select one twotwo;")]
    [InlineData("select 1, 2;\u0001\u001bd\u001bd\u0005\u0019;\r", ", 2;select 1;")]
    [InlineData("select a;\u0001\u000b\u0019\u0019\r", "select a;select a;")]
    [InlineData("select 1;\u001f\u001f\u001b_\r\u0003;\r", ";")]
    [InlineData("select 1\u001b[D\u0014;\r", "select1 ;")]
    [InlineData("select abc;\u001bb\u001bu\r", "select ABC;")]
    [InlineData("dropped\u0003select 1;\r", "select 1;")]
    [InlineData("select 1;\u0018\u0005\r", "select 1; -- edited")]
    public async Task Keys_make_a_text(string keys, string text)
    {
        await using var editor = new EditorHarness();

        Assert.Equal(text, await editor.SubmitAsync(keys));
        Assert.False(editor.Screen.IsRaw);
    }

    [Fact]
    public async Task The_end_of_the_input_is_an_empty_line_and_ctrl_d_or_a_hang_up()
    {
        await using var editor = new EditorHarness();
        Assert.Null(await editor.SubmitAsync("\u0004"));

        var reading = editor.BeginAsync();
        editor.Screen.Type("select");
        editor.Screen.HangUp();
        Assert.Null((await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text);
        Assert.False(editor.Screen.IsRaw);
    }

    [Fact]
    public async Task Cancelling_leaves_the_terminal_as_it_was()
    {
        await using var editor = new EditorHarness();
        using var cancellation = new CancellationTokenSource();
        var reading = editor.BeginAsync(cancellation.Token);
        await editor.ShowsAsync("sel", "db=> sel");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(editor.Screen.IsRaw);
    }

    [Fact]
    public async Task A_paste_never_runs()
    {
        await using var editor = new EditorHarness();
        var reading = editor.BeginAsync();

        await editor.ShowsAsync("\e[200~drop table a;\rdrop table b;\r\e[201~", "db=> drop table a;", "  => drop table b;", "  =>");
        Assert.False(reading.IsCompleted);

        editor.Screen.Type("\r");
        Assert.Equal(
            "drop table a;\ndrop table b;\n",
            (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text
        );
    }

    [Fact]
    public async Task Long_lines_break_where_the_terminal_ends_and_wide_characters_are_not_torn()
    {
        await using var editor = new EditorHarness(20, 6);
        var reading = editor.BeginAsync();

        await editor.ShowsAsync("select '漢字漢字漢字漢字', 1", "db=> select '漢字漢", "字漢字漢字', 1");
        Assert.Equal((14, 1), editor.Screen.Cursor);
        await editor.ShowsAsync("\u001b[D\u001b[D\u001b[D\u001b[D\u007f", "db=> select '漢字漢", "字漢字漢', 1");
        Assert.Equal((8, 1), editor.Screen.Cursor);
        await editor.ShowsAsync("e\u0301👩‍👩‍👧", "db=> select '漢字漢", "字漢字漢e\u0301👩‍👩‍👧', 1");
        await editor.ShowsAsync("\u007f", "db=> select '漢字漢", "字漢字漢e\u0301', 1");
        await editor.ShowsAsync("\u007f", "db=> select '漢字漢", "字漢字漢', 1");
        await editor.ShowsAsync("\u0005;\r", "db=> select '漢字漢", "字漢字漢', 1;");
        Assert.Equal(
            "select '漢字漢字漢字漢', 1;",
            (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text
        );
    }

    [Fact]
    public async Task A_full_line_and_a_text_that_is_higher_than_the_screen_keep_the_cursor_in_sight()
    {
        await using var editor = new EditorHarness(12, 4);
        _ = editor.BeginAsync();

        await editor.ShowsAsync("1234567", "db=> 1234567");
        Assert.Equal((0, 1), editor.Screen.Cursor);
        await editor.ShowsAsync("\r2\r3\r4\r5", "  -> 2", "  -> 3", "  -> 4", "  -> 5");
        await editor.ShowsAsync("\e[A\e[A\e[A\e[A", "db=> 1234567", "  -> 2", "  -> 3", "  -> 4");
        Assert.Equal((6, 0), editor.Screen.Cursor);
    }

    [Fact]
    public async Task Control_characters_are_shown_and_not_obeyed()
    {
        await using var editor = new EditorHarness();
        _ = editor.BeginAsync();

        await editor.ShowsAsync("\e[200~a\u0007b\u202ec\e[201~", "db=> a\\x07b\\u202Ec");
    }

    [Fact]
    public async Task One_key_sends_little()
    {
        await using var editor = new EditorHarness();
        _ = editor.BeginAsync();
        await editor.ShowsAsync("select count(*) from film where length > 10", "db=> select count(*) from film where length > 10");
        var before = editor.Screen.Written;

        await editor.ShowsAsync("0", "db=> select count(*) from film where length > 100");

        Assert.InRange(editor.Screen.Written - before, 1, 12);
    }

    [Fact]
    public async Task Another_size_is_painted_anew()
    {
        await using var editor = new EditorHarness(30, 10);
        _ = editor.BeginAsync();
        await editor.ShowsAsync("select 'a long line' as x", "db=> select 'a long line' as x");

        editor.Screen.Resize(40, 10);
        await editor.ShowsAsync("y", "db=> select 'a long line' as xy");
    }

    [Fact]
    public async Task Earlier_inputs_come_back_and_what_was_typed_is_kept()
    {
        await using var editor = new EditorHarness();
        editor.History.AddRange(["select 1;", "select\n2;"]);
        _ = editor.BeginAsync();

        await editor.ShowsAsync("draft\e[A", "db=> select", "  -> 2;");
        await editor.ShowsAsync("\e[A\e[A", "db=> select 1;");
        await editor.ShowsAsync("\e[B\e[B", "db=> draft");
    }

    [Fact]
    public async Task Ctrl_r_finds_an_input_and_shows_the_others()
    {
        await using var editor = new EditorHarness();
        editor.History.AddRange(["select 1 from film;", "select 2;", "select 3\nfrom film;"]);
        editor.Elsewhere.Add("select 4 from film;");
        var reading = editor.BeginAsync();
        const string Hint = "   Enter runs, Tab edits, Ctrl-T all connections";

        await editor.ShowsAsync("x\u0012film", "history: film" + Hint, "> select 3 ⏎ from film;", "  select 1 from film;");
        Assert.Equal((13, 0), editor.Screen.Cursor);
        await editor.ShowsAsync("\u0012", "history: film" + Hint, "  select 3 ⏎ from film;", "> select 1 from film;");
        await editor.ShowsAsync(
            "\u0014",
            "history (all connections): film" + Hint,
            "> select 4 from film;",
            "  select 3 ⏎ from film;",
            "  select 1 from film;"
        );
        await editor.ShowsAsync("\u0007", "db=> x");
        editor.Screen.Type("\u0012film\u0012\r");
        Assert.Equal(
            "select 1 from film;",
            (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text
        );
    }

    [Fact]
    public async Task Tab_chooses_from_the_list_and_enter_is_the_texts_until_then()
    {
        await using var editor = new EditorHarness();
        editor.Completions = (text, cursor) =>
            text.EndsWith("fi", StringComparison.Ordinal)
                ? new(cursor - 2, [new("film", "film", "table", "id, title"), new("film_actor", "film_actor", "table")])
                : CompletionList.None;
        var reading = editor.BeginAsync();

        await editor.ShowsAsync("table fi", "db=> table fi", "           film       table id, title", "           film_actor table");
        Assert.Equal((13, 0), editor.Screen.Cursor);
        await editor.ShowsAsync("\t\t\r", "db=> table film_actor");
        await editor.ShowsAsync(
            ", fi",
            "db=> table film_actor, fi",
            "                       film       table id, title",
            "                       film_actor table"
        );
        await editor.ShowsAsync("\e", "db=> table film_actor, fi");
        await editor.ShowsAsync("\u007f\u007f\u007f\u007f;", "db=> table film_actor;");
        editor.Screen.Type("\r");
        Assert.Equal("table film_actor;", (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text);
    }

    [Fact]
    public async Task A_list_at_the_end_of_the_screen_is_cut_and_never_scrolls_the_input_away()
    {
        await using var editor = new EditorHarness(30, 3);
        editor.Completions = (_, cursor) => new(cursor, [.. Enumerable.Range(0, 9).Select(i => new CompletionItem($"i{i}", "i", "x"))]);
        _ = editor.BeginAsync();

        await editor.ShowsAsync("a", "db=> a", "      i0 x", "      i1 x");
    }

    [Theory]
    [InlineData("select one two;\ebbdw0P\r", "one select two;")]
    [InlineData("select one;\e0cwtable\r", "table one;")]
    [InlineData("select one;\e0wx2xi2\r", "select 2;")]
    [InlineData("one;\eddiselect 1;\r", "select 1;")]
    [InlineData("select 1, 2;\e0f,r;A;\r", "select 1; 2;;")]
    [InlineData("select 1;\e0dwu\r", "select 1;")]
    [InlineData("select (a, b);\e0f(lct)c\r", "select (c);")]
    [InlineData("select 1;\eyyP\r", "select 1;select 1;")]
    public async Task Vi_has_operators_and_motions(string keys, string text)
    {
        await using var editor = new EditorHarness { Keys = new ViKeys() };

        // An escape is the key itself once nothing follows it at once.
        var parts = keys.Split('\e');
        var reading = editor.BeginAsync();
        await editor.ShowsAsync(parts[0], "db=> " + parts[0]);
        editor.Screen.Type("\e[27u");
        editor.Screen.Type(parts[1]);

        Assert.Equal(text, (await reading.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Text);
    }
}
