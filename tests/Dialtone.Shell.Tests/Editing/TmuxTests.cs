namespace Dialtone.Shell.Tests.Editing;

/// <summary>The editor where people use it: in a terminal multiplexer, under a command interpreter.</summary>
public sealed class TmuxTests
{
    const string Prompt = "shop.db=>";

    [Fact]
    public async Task A_statement_over_lines_wide_characters_and_a_paste()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync();

        await terminal.TypeAsync("select '漢字é😀' as x,");
        await terminal.PressAsync("Enter");
        await terminal.TypeAsync("2 as y");
        await terminal.ExpectEndAsync("shop.db=> select '漢字é😀' as x,", "       -> 2 as y");
        await terminal.PressAsync("Up", "Home", "C-Right", "Right", "Right", "Right", "DC");
        await terminal.ExpectEndAsync("shop.db=> select '漢é😀' as x,", "       -> 2 as y");
        Assert.Equal("20", await terminal.AskAsync("#{cursor_x}"));
        await terminal.PressAsync("Down", "End");
        await terminal.TypeAsync(";");
        await terminal.PressAsync("Enter");
        await terminal.ExpectAsync(text =>
            text.Contains(" 漢é😀 |   2", StringComparison.Ordinal) && text.EndsWith(Prompt, StringComparison.Ordinal)
        );

        await terminal.PasteAsync("create table pasted (i int);\ndrop table pasted;\n");
        await terminal.ExpectEndAsync("shop.db=> create table pasted (i int);", "       => drop table pasted;", "       =>");
        await terminal.PressAsync("C-c");
        await terminal.ExpectEndAsync("       => drop table pasted;", "       =>", Prompt);
    }

    [Fact]
    public async Task A_narrower_terminal_breaks_the_text_anew()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync();
        await terminal.TypeAsync("select 'a text that is rather long' as something");
        await terminal.ExpectEndAsync("shop.db=> select 'a text that is rather long' as something");

        await terminal.ResizeAsync(40, 10);
        await terminal.ExpectEndAsync("shop.db=> select 'a text that is rather", "long' as something");
        await terminal.ResizeAsync(80, 24);
        var screen = await terminal.ExpectEndAsync("shop.db=> select 'a text that is rather long' as something");

        Assert.Equal(2, screen.Split(Prompt).Length);
    }

    [Fact]
    public async Task The_list_of_candidates_the_history_and_its_search()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync();
        foreach (
            var statement in (string[])["create table author (id int primary key);", "create table book (author_id int references author);"]
        )
        {
            await terminal.TypeAsync(statement);
            await terminal.PressAsync("Enter");
            await terminal.ExpectAsync(text => text.EndsWith(Prompt, StringComparison.Ordinal));
        }

        await terminal.TypeAsync("select * from author a join book b on ");
        await terminal.ExpectEndAsync("b.author_id = a.id foreign key book → author");
        await terminal.PressAsync("Tab");
        await terminal.ExpectEndAsync("join book b on b.author_id = a.id");
        await terminal.PressAsync("C-c");
        await terminal.PressAsync("C-d");
        await terminal.ExpectEndAsync("shell$");

        await terminal.DialtoneAsync();
        await terminal.PressAsync("C-r");
        await terminal.TypeAsync("ref");
        await terminal.ExpectAsync(text =>
            text.EndsWith("> create table book (author_id int references author);", StringComparison.Ordinal)
        );
        await terminal.PressAsync("Tab");
        await terminal.ExpectEndAsync("shop.db=> create table book (author_id int references author);");
    }

    [Theory]
    [InlineData("C-d", "")]
    [InlineData("", "TERM")]
    [InlineData("", "HUP")]
    [InlineData("", "QUIT")]
    public async Task However_it_ends_the_terminal_is_as_it_was(string key, string signal)
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync();
        if (key.Length > 0)
        {
            await terminal.PressAsync(key);
        }
        else
        {
            await terminal.SignalAsync(signal);
        }

        await terminal.ExpectAsync(text => text.TrimEnd().EndsWith("shell$", StringComparison.Ordinal));
        await terminal.TypeAsync("clear; stty -a | grep -o -E '[-]?(icanon|isig|opost|echo|icrnl) ' | tr -d '\\n'");
        await terminal.PressAsync("Enter");
        await terminal.ExpectAsync(text =>
            text.Contains("isig icanon", StringComparison.Ordinal) && text.Contains("icrnl opost", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Ctrl_z_stops_it_and_fg_goes_on_with_the_text()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync();
        await terminal.TypeAsync("select 40 +");
        await terminal.ExpectEndAsync("select 40 +");

        await terminal.PressAsync("C-z");
        await terminal.ExpectEndAsync("shell$");
        await terminal.TypeAsync("fg");
        await terminal.PressAsync("Enter");
        await terminal.ExpectEndAsync("shop.db=> select 40 +");
        await terminal.TypeAsync(" 2 as answer;");
        await terminal.PressAsync("Enter");
        await terminal.ExpectAsync(text =>
            text.Contains("     42", StringComparison.Ordinal) && text.EndsWith(Prompt, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Another_editor_edits_the_text()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync("PSQL_EDITOR=\"sed -i s/1/40+2/\"");
        await terminal.TypeAsync("select 1;");
        await terminal.PressAsync("C-x", "C-e");
        await terminal.ExpectEndAsync("shop.db=> select 40+2;");
    }

    [Fact]
    public async Task A_dumb_terminal_has_the_plain_prompt()
    {
        await using var terminal = await TmuxTerminal.StartAsync();
        await terminal.DialtoneAsync("TERM=dumb");
        await terminal.TypeAsync("select 42 as answer;");
        await terminal.PressAsync("Enter");
        await terminal.ExpectAsync(text =>
            text.Contains("42", StringComparison.Ordinal) && text.EndsWith(Prompt, StringComparison.Ordinal)
        );
    }
}
