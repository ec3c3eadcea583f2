using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class SqlLexerTests
{
    [Theory]
    [InlineData("select a$b, _c, é1", "Word:select Word:a$b Punctuation:, Word:_c Punctuation:, Word:é1")]
    [InlineData("'it''s' \"a\"\"b\"", "Text:'it''s' QuotedIdentifier:\"a\"\"b\"")]
    [InlineData("'a\\' b", "Text:'a\\' Word:b")]
    [InlineData("E'a\\'b' e'x' B'1' N'y' xE'z'", "Text:E'a\\'b' Text:e'x' Text:B'1' Text:N'y' Word:xE Text:'z'")]
    [InlineData("U&'a' u&\"b\" u & 'c'", "Text:U&'a' QuotedIdentifier:u&\"b\" Word:u Operator:& Text:'c'")]
    [InlineData("$$a$b$$ $t$ $$ $T$ $t$ a$$b", "DollarString:$$a$b$$ DollarString:$t$ $$ $T$ $t$ Word:a$$b")]
    [InlineData("$1 $23::int $", "Parameter:$1 Parameter:$23 Operator::: Word:int Punctuation:$")]
    [InlineData("1$$;$$", "Number:1 DollarString:$$;$$")]
    [InlineData("/* a /* b */ c */ d", "Comment:/* a /* b */ c */ Word:d")]
    [InlineData("a--b\rc", "Word:a Comment:--b Word:c")]
    [InlineData("1+-2 a@>b a+--c", "Number:1 Operator:+- Number:2 Word:a Operator:@> Word:b Word:a Operator:+ Comment:--c")]
    [InlineData("a*/*b*/c", "Word:a Operator:* Comment:/*b*/ Word:c")]
    [InlineData(
        "1..10 1.5e-3 .5 1e 0x1F 1_000",
        "Number:1 Punctuation:. Number:.10 Number:1.5e-3 Number:.5 Number:1 Word:e Number:0x1F Number:1_000"
    )]
    [InlineData(
        "a[1:2] x:=y z::t",
        "Word:a Punctuation:[ Number:1 Punctuation:: Number:2 Punctuation:] Word:x Operator::= Word:y Word:z Operator::: Word:t"
    )]
    [InlineData("# `x", "Operator:# Operator:` Word:x")]
    public void PostgreSql(string text, string tokens) => Assert.Equal(tokens, Tokens(text, SqlSyntax.PostgreSql));

    /// <summary>Literals parted by a line end are one, and all of it follows the first one's escape rule.</summary>
    [Theory]
    [InlineData("E'a'\n 'it\\'s'", "Text:E'a'\n 'it\\'s'")]
    [InlineData("E'a' -- x\n'it\\'s'", "Text:E'a' -- x\n'it\\'s'")]
    [InlineData("E'a' 'b\\' c", "Text:E'a' Text:'b\\' Word:c")]
    [InlineData("'a'\n'b\\' c", "Text:'a' Text:'b\\' Word:c")]
    public void A_continued_escape_string_keeps_its_escapes(string text, string tokens) =>
        Assert.Equal(tokens, Tokens(text, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData("'a\\'b' \"c\\\"d\" `e\\` f", "Text:'a\\'b' Text:\"c\\\"d\" QuotedIdentifier:`e\\` Word:f")]
    [InlineData(
        "1--1 -- c\n2 --\n3 # d\n4",
        "Number:1 Operator:-- Number:1 Comment:-- c Number:2 Comment:-- Number:3 Comment:# d Number:4"
    )]
    [InlineData("/* a /* b */ c", "Comment:/* a /* b */ Word:c")]
    [InlineData("/*!50110 '*/' -- */\n */ a /*M! b */", "ConditionalComment:/*!50110 '*/' -- */\n */ Word:a ConditionalComment:/*M! b */")]
    [InlineData("/*! a+*/b", "ConditionalComment:/*! a+*/ Word:b")]
    [InlineData("@a.b @@global.x @'a b' @`c`", "Variable:@a.b Variable:@@global.x Variable:@'a b' Variable:@`c`")]
    [InlineData("? $x x'ff' a->>'$.b'", "Parameter:? Word:$x Text:x'ff' Word:a Operator:->> Text:'$.b'")]
    [InlineData("-- c\rd", "Comment:-- c\rd")]
    public void MySql(string text, string tokens) => Assert.Equal(tokens, Tokens(text, SqlSyntax.MySql));

    [Theory]
    [InlineData("[a\"b] `c``d` \"e\" 'f\\' g", "QuotedIdentifier:[a\"b] QuotedIdentifier:`c``d` QuotedIdentifier:\"e\" Text:'f\\' Word:g")]
    [InlineData(
        "? ?12 @a $b1 :c: x'ff' #",
        "Parameter:? Parameter:?12 Parameter:@a Parameter:$b1 Parameter::c Punctuation:: Text:x'ff' Punctuation:#"
    )]
    [InlineData("a->>'b' 1--1", "Word:a Operator:->> Text:'b' Number:1 Comment:--1")]
    [InlineData("/* a /* b */ c", "Comment:/* a /* b */ Word:c")]
    public void Sqlite(string text, string tokens) => Assert.Equal(tokens, Tokens(text, SqlSyntax.Sqlite));

    [Theory]
    [InlineData("'a''b", "Text")]
    [InlineData("E'a\\'", "Text")]
    [InlineData("\"a", "QuotedIdentifier")]
    [InlineData("$a$ $A$ $$", "DollarString")]
    [InlineData("/* /* */", "Comment")]
    [InlineData("U&'", "Text")]
    public void What_is_left_open_runs_to_the_end_and_is_flagged(string text, string kind)
    {
        var lexer = new SqlLexer(text, SqlSyntax.PostgreSql);
        Assert.True(lexer.MoveNext());
        Assert.Equal((kind, text.Length, false), (lexer.Current.Kind.ToString(), lexer.Current.Length, lexer.Current.IsTerminated));
    }

    static string Tokens(string text, SqlSyntax syntax)
    {
        var tokens = new List<string>();
        var lexer = new SqlLexer(text, syntax);
        while (lexer.MoveNext())
        {
            if (lexer.Current.Kind != SqlTokenKind.Whitespace)
            {
                tokens.Add($"{lexer.Current.Kind}:{lexer.Text(lexer.Current)}");
            }
        }
        return string.Join(' ', tokens);
    }
}
