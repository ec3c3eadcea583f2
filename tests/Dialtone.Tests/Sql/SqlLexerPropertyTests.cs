using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class SqlLexerPropertyTests
{
    [Fact]
    public void Tokens_cover_every_text_exactly() =>
        SqlTexts.Any.Sample(
            script => Assert.Equal(script.Text.Length, Tokens(script.Text, script.Syntax).Sum(token => token.Length)),
            iter: 20_000
        );

    [Fact]
    public void Tokens_follow_one_another_and_are_never_empty() =>
        SqlTexts.Any.Sample(
            script =>
            {
                var end = 0;
                foreach (var token in Tokens(script.Text, script.Syntax))
                {
                    Assert.Equal(end, token.Start);
                    Assert.True(token.Length > 0);
                    end = token.End;
                }
            },
            iter: 20_000
        );

    [Fact]
    public void Any_characters_at_all_are_cut_into_tokens() =>
        Gen.Select(Gen.OneOf(SqlSyntax.PostgreSql, SqlSyntax.MySql, SqlSyntax.Sqlite), Gen.String)
            .Sample((syntax, text) => Assert.Equal(text.Length, Tokens(text, syntax).Sum(token => token.Length)), iter: 20_000);

    [Fact]
    public void Only_the_last_token_can_be_left_open() =>
        SqlTexts.Any.Sample(
            script => Assert.All(Tokens(script.Text, script.Syntax).SkipLast(1), token => Assert.True(token.IsTerminated)),
            iter: 20_000
        );

    /// <summary>What is read from the beginning of a text stays true when the rest arrives.</summary>
    [Fact]
    public void A_token_that_more_text_could_change_is_held_back() =>
        Gen.Select(SqlTexts.Any, Gen.Int[0, 200])
            .Sample(
                (script, cut) =>
                {
                    var whole = Tokens(script.Text, script.Syntax).Where(NotWhitespace).ToList();
                    var start = script.Text[..Math.Min(cut, script.Text.Length)];
                    var early = Tokens(start, script.Syntax, isFinal: false).Where(NotWhitespace).ToList();
                    Assert.Equal(whole.Take(early.Count), early);
                },
                iter: 50_000
            );

    /// <summary>White space is never held back, so the run of it may come in pieces.</summary>
    static bool NotWhitespace(SqlToken token) => token.Kind != SqlTokenKind.Whitespace;

    static List<SqlToken> Tokens(string text, SqlSyntax syntax, bool isFinal = true)
    {
        var tokens = new List<SqlToken>();
        var lexer = new SqlLexer(text, syntax, isFinal);
        while (lexer.MoveNext())
        {
            tokens.Add(lexer.Current);
        }
        return tokens;
    }
}
