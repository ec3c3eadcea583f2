using Dialtone.Cli.Demo;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Demo;

public sealed class ShellTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("it's 'quoted'")]
    [InlineData("\"double\"")]
    [InlineData("$HOME `id` $(id) !x \\")]
    [InlineData("a\nb\tc")]
    [InlineData("~/*?[a-z]{x,y};&|<>#=")]
    [InlineData("ä 猫 \u0301")]
    public void Shell_reads_back_what_was_quoted(string word)
    {
        var printed = new Command("/bin/sh", "-c", $"printf '%s|%s' {ShellText.Quote(word)} {ShellText.QuoteDouble(word)}").Run();

        Assert.Equal($"{word}|{word}", printed.Expect("sh"));
    }

    [Theory]
    [InlineData("", "''")]
    [InlineData("/usr/lib/postgresql/15/bin/pg_ctl", "/usr/lib/postgresql/15/bin/pg_ctl")]
    [InlineData("select 1", "'select 1'")]
    [InlineData("it's", @"'it'\''s'")]
    public void Words_stay_readable(string word, string quoted) => Assert.Equal(quoted, ShellText.Quote(word));
}
