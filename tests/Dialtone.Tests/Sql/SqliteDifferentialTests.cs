using CsCheck;
using Dialtone.Sql;
using SQLitePCL;

namespace Dialtone.Tests.Sql;

/// <summary>SQLite is in the process, so it can be asked about every text.</summary>
public sealed class SqliteDifferentialTests
{
    static SqliteDifferentialTests() => Batteries_V2.Init();

    [Fact]
    public void Scripts_are_cut_where_SQLite_says_that_a_statement_is_complete() =>
        SqlTexts.Sqlite.Sample(
            script =>
            {
                var expected = new List<string>();
                var start = 0;
                for (var i = 0; i < script.Length; i++)
                {
                    if (script[i] == ';' && raw.sqlite3_complete(script[start..(i + 1)]) != 0)
                    {
                        expected.Add(script[start..i]);
                        start = i + 1;
                    }
                }
                expected.Add(script[start..]);
                Assert.Equal(
                    expected.Select(WithoutLeadingComments).Where(HoldsCode).Select(text => text.Trim()),
                    StatementSplitterTests.Split(script, SqlSyntax.Sqlite).Select(text => text.Trim())
                );
            },
            iter: 10_000
        );

    /// <summary>The parameters that SQLite's own parser finds in a statement are the binds that ours finds.</summary>
    [Fact]
    public void Binds_are_what_SQLite_takes_for_parameters()
    {
        var piece = Gen.OneOf(
            ":a",
            ":b_1",
            ":é",
            "@c",
            "$d",
            "':x'",
            "'it'':x'",
            "\":x\"",
            "[:x]",
            "`:x`",
            "/* :x */ 1",
            "-- :x\n2",
            "x':'",
            "1.5e3",
            "a",
            "(:a+1)",
            "-:a",
            ":a||':x'",
            "case when :a then :b else :c end",
            ":a in (:b,1)",
            "1 between :a and:b",
            ":a$b",
            "'\\'",
            ":a.5",
            ":a is:b"
        );
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(":memory:", out var database));
        using (database)
        {
            raw.sqlite3_exec(database, "create table t (a, \":x\", [b])");
            var understood = 0;
            piece
                .Array[1, 6]
                .Sample(
                    parts =>
                    {
                        var sql = "select " + string.Join(", ", parts) + " from t";
                        if (raw.sqlite3_prepare_v2(database, sql, out var statement) != raw.SQLITE_OK)
                        {
                            return;
                        }
                        understood++;
                        using (statement)
                        {
                            var count = raw.sqlite3_bind_parameter_count(statement);
                            var expected = Enumerable
                                .Range(1, count)
                                .Select(index => raw.sqlite3_bind_parameter_name(statement, index).utf8_to_string());
                            var found = BindParser
                                .Parse(sql, SqlSyntax.Sqlite)
                                .Select(bind => sql.Substring(bind.Start, bind.Length))
                                .Distinct();
                            Assert.Equal(expected, found);
                        }
                    },
                    iter: 5_000,
                    threads: 1
                );
            Assert.InRange(understood, 1_000, 5_000);
        }
    }

    /// <summary>As sqlite3_complete() does not: a script's line comments before a statement are no part of it.</summary>
    static string WithoutLeadingComments(string text)
    {
        while (true)
        {
            text = text.TrimStart();
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                return text;
            }
            var end = text.IndexOf('\n', StringComparison.Ordinal);
            text = end < 0 ? "" : text[end..];
        }
    }

    static bool HoldsCode(string text)
    {
        text = WithoutLeadingComments(text);
        while (text.StartsWith("/*", StringComparison.Ordinal) && text.IndexOf("*/", 2, StringComparison.Ordinal) is var end and > 0)
        {
            text = WithoutLeadingComments(text[(end + 2)..]);
        }
        return text.Length > 0;
    }
}
