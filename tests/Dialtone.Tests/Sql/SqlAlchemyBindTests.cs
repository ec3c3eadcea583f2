using System.Text.Json;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>The binds that SQLAlchemy finds are found, but for the differences in <see cref="SqlAlchemyBind.Differences"/>.</summary>
public sealed class SqlAlchemyBindTests
{
    public static TheoryData<SqlAlchemyBind> Own => [.. SqlAlchemyBind.Own()];

    [Theory]
    [MemberData(nameof(Own), DisableDiscoveryEnumeration = true)]
    public void Our_own_rows(SqlAlchemyBind row) => Assert.Equal(row.Ours ?? row.Theirs, Names(row.Sql));

    [Fact]
    public void The_shared_vectors()
    {
        var rows = Rows();
        Assert.NotEmpty(rows);
        foreach (var row in rows)
        {
            var sql = row.GetProperty("sql").GetString()!;
            var isDifferent = SqlAlchemyBind.Differences.TryGetValue(sql, out var difference);
            var expected = isDifferent ? difference.Ours : Strings(row, "declared_binds");
            Assert.Equal(expected, Names(sql));
            if (!isDifferent)
            {
                var bound = Bind(sql, BindStyle.Numbered);
                Assert.Equal(row.GetProperty("numeric_dollar").GetString(), bound.Text);
                Assert.Equal(Strings(row, "numeric_dollar_params"), bound.Parameters.Select(parameter => parameter.Bind!));
            }
        }
    }

    [Theory]
    [InlineData("SELECT :x::int", "SELECT $1::int")]
    [InlineData("SELECT :perms::jsonb", "SELECT $1::jsonb")]
    [InlineData("SELECT col ->> ':k' ", "SELECT col ->> ':k' ")]
    [InlineData("SELECT a FROM t WHERE x ~ '(?:abc)'", "SELECT a FROM t WHERE x ~ '(?:abc)'")]
    [InlineData("SELECT :a$b", "SELECT $1")]
    public void What_SQLAlchemy_mangles_is_sent_right(string sql, string expected) =>
        Assert.Equal(expected, Bind(sql, BindStyle.Numbered).Text);

    static string[] Names(string sql) =>
        [
            .. BindParser
                .Parse(sql, SqlSyntax.PostgreSql)
                .Where(bind => bind.Kind == SqlBindKind.Named)
                .Select(bind => sql.Substring(bind.Start + 1, bind.Length - 1))
                .Distinct(),
        ];

    static BoundSql Bind(string sql, BindStyle style) =>
        BindCompiler.Compile(sql, SqlSyntax.PostgreSql, style, [.. Names(sql).Select(name => new SqlArgument(name, 1))]);

    static string[] Strings(JsonElement row, string name) => [.. row.GetProperty(name).EnumerateArray().Select(item => item.GetString()!)];

    static List<JsonElement> Rows()
    {
        var folder = Environment.GetEnvironmentVariable("DIALTONE_VECTORS");
        if (string.IsNullOrEmpty(folder))
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dialtone.slnx")))
            {
                root = root.Parent;
            }
            folder = Path.Combine(root?.FullName ?? "", "..", "shared", "vectors");
        }
        var file = Path.Combine(folder, "sqlalchemy-url.json");
        if (!File.Exists(file))
        {
            Assert.Skip($"no test vectors at {file}; name their folder in DIALTONE_VECTORS");
        }
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. document.RootElement.GetProperty("text_bind_vectors").GetProperty("rows").Clone().EnumerateArray()];
    }
}
