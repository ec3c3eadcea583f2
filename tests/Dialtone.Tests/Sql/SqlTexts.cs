using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>Random scripts, made of the pieces that lexers stumble over rather than of single characters.</summary>
static class SqlTexts
{
    static readonly string[] Shared =
    [
        "select",
        "from t",
        "1",
        "1.5e+3",
        "1..2",
        ".5",
        "0x1F",
        "'a'",
        "'it''s;'",
        "''",
        "'",
        "\"a;b\"",
        "\"",
        "(",
        ")",
        "(;)",
        ";",
        ";\n",
        " ",
        "\t",
        "\n",
        "\r\n",
        ",",
        ".",
        "=",
        "+",
        "-",
        "*",
        "/",
        "/*",
        "*/",
        "/* ; */",
        "-- ;\n",
        "--;\n",
        "--",
        "[",
        "]",
        "::",
        ":=",
        ":",
        ":a",
        ":b_1",
        "\\:",
        "\\",
        "a",
        "é",
        "_x$y",
        "create ",
        "or replace ",
        "begin ",
        "end",
        "case ",
        "not in :a",
        "in (:b)",
        "as ",
        "\0",
        "𝒳",
    ];

    static readonly string[] PostgreSqlOnly =
    [
        "E'\\''",
        "e'",
        "E'a'\n'b\\';'",
        "U&'x'",
        "u&\"y\"",
        "b'1'",
        "$$",
        "$$;$$",
        "$a$",
        "$a$;$a$",
        "$é$;$é$",
        "$1",
        "a$$",
        "/* /* ; */ */",
        "@>",
        "?|",
        "function f() ",
        "procedure p() ",
        "begin atomic ",
    ];

    static readonly string[] MySqlOnly =
    [
        "'\\''",
        "\"\\\"\"",
        "`a;b`",
        "`",
        "# ;\n",
        "#",
        "/*!50000 a */",
        "/*!",
        "/*! '*/' */",
        "/*M! b */",
        "-- \n",
        "@a",
        "@@x",
        "@'a;b'",
        "$$",
        "//",
        "\ndelimiter //\n",
        "\nDELIMITER $$ x\n",
        "\ndelimiter ;\n",
        "procedure p() ",
        "trigger t ",
        "definer=a@b ",
        "if ",
        "loop ",
        "?",
    ];

    static readonly string[] SqliteOnly =
    [
        "`a;b`",
        "`",
        "[a;b]",
        "x'ff'",
        "@a",
        "$b",
        "?",
        "?1",
        "#",
        "temp ",
        "trigger t ",
        "explain ",
        "query plan ",
        ";end;",
        "; end ;",
    ];

    public static Gen<(SqlSyntax Syntax, string Text)> Any { get; } =
        Gen.OneOf(
            Scripts(SqlSyntax.PostgreSql, PostgreSqlOnly),
            Scripts(SqlSyntax.MySql, MySqlOnly),
            Scripts(SqlSyntax.Sqlite, SqliteOnly)
        );

    /// <summary>
    /// Scripts that psql reads by the same rules: without its own backslash commands and <c>:variables</c>, without words at a number's end, which
    /// versions read differently, and without routine bodies (see below).
    /// </summary>
    public static Gen<string> Psql { get; } =
        Gen.OneOf<string>([
                .. Shared.Concat(PostgreSqlOnly).Where(piece => piece.IndexOfAny(['\\', '\0', ':']) < 0 && !EndsInBlankOrDigit(piece)),
                " ",
                " 1 ",
                " $1 ",
            ])
            .Array[1, 30]
            .Select(string.Concat);

    /// <summary>Scripts of plain statements and of functions whose bodies hold statements.</summary>
    public static Gen<string> PsqlRoutines { get; } = Routines();

    public static Gen<string> Sqlite { get; } = Scripts(SqlSyntax.Sqlite, SqliteOnly).Select(script => script.Text.Replace("\0", ""));

    static Gen<(SqlSyntax Syntax, string Text)> Scripts(SqlSyntax syntax, string[] pieces) =>
        Gen.OneOf<string>([.. Shared, .. pieces]).Array[0, 40].Select(parts => (syntax, string.Concat(parts)));

    static bool EndsInBlankOrDigit(string piece) => piece[^1] == ' ' || char.IsAsciiDigit(piece[^1]) || piece == "0x1F";

    static Gen<string> Routines()
    {
        var expression = Gen.OneOf(
            "1",
            "';'",
            "case when a then 1 else 2 end",
            "case a when 1 then case b when 2 then 3 end end",
            "(case when 1 then (2) end)",
            "f(1;2)",
            "\"end\"",
            "$$;end$$",
            "/* end; */ 4",
            "t.a",
            "$1"
        );
        var statement = expression.Select(text => $"select {text}, {text}; ");
        var header = Gen.OneOf(
            "create function f(a int)",
            "CREATE OR REPLACE procedure s.p()",
            "create function f(x text default 'begin') returns int"
        );
        var routine = Gen.Select(
            header,
            statement.Array[0, 3],
            (start, body) => $"{start} language sql BEGIN\nATOMIC {string.Concat(body)}end;\n"
        );
        return Gen.OneOf(statement, routine).Array[1, 6].Select(string.Concat);
    }
}
