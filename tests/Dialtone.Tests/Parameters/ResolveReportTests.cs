using System.Text.Json;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class ResolveReportTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    /// <summary>With and without a value, every keyword is there once.</summary>
    [Theory]
    [InlineData("host=h")]
    [InlineData("mysql://h")]
    [InlineData("sqlite://")]
    public async Task Every_keyword_has_a_row(string text)
    {
        await using var engine = Engine.Create(text);
        var target = engine.Target;
        var keywords = Target.Parse(text, []).Keywords.Rows.Select(row => row.Keyword);
        var shown = ResolveReport.Rows(target).Concat(ResolveReport.UnsetRows(target)).Select(row => row.Keyword);
        Assert.Equal(keywords.Order(), shown.Intersect(keywords).Order());
        Assert.Empty(target.Unset.Select(row => row.Keyword).Intersect(target.Parameters.Select(parameter => parameter.Keyword)));
        Assert.Contains("not set", ResolveReport.UnsetRows(target)[0].Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_the_documented_shape()
    {
        var services = sandbox.Write(".pg_service.conf", "[a]\nhost=h,\nhostaddr=,10.0.0.1\n");
        var passfile = sandbox.Write(".pgpass", "\nh:*:*:*:secret\n");
        var root = sandbox.Write(".postgresql/root.crt", "x");
        sandbox.With("PGSSLMODE", "prefer");
        var report = Json(sandbox.Resolve("a", ("application_name", "app")));
        Assert.Equal(1, report.GetProperty("format").GetInt32());
        Assert.Equal("postgresql", report.GetProperty("dialect").GetString());
        var parameters = report.GetProperty("parameters");
        AssertJson("""{"value":"prefer","source":{"kind":"environment","name":"PGSSLMODE"}}""", parameters.GetProperty("sslmode"));
        AssertJson($$$"""{"value":"h,","source":{"kind":"service","path":"{{{services}}}","line":2}}""", parameters.GetProperty("host"));
        AssertJson("""{"value":"a","source":{"kind":"target"}}""", parameters.GetProperty("service"));
        AssertJson("""{"value":"app","source":{"kind":"argument"}}""", parameters.GetProperty("application_name"));
        AssertJson("""{"value":"osuser","source":{"kind":"derived","from":"user"}}""", parameters.GetProperty("dbname"));
        AssertJson("""{"value":"5432","source":{"kind":"default"}}""", parameters.GetProperty("port"));
        AssertJson(
            $$$"""{"value":"{{{root}}}","source":{"kind":"default file","path":"{{{root}}}"}}""",
            parameters.GetProperty("sslrootcert")
        );
        AssertJson(
            $$$"""
            [{"host":"h","hostaddr":null,"port":"5432","password":{"value":"***","source":{"kind":"passfile","path":"{{{passfile}}}","line":2} } },
             {"host":null,"hostaddr":"10.0.0.1","port":"5432"}]
            """,
            report.GetProperty("hosts")
        );
        Assert.Equal(1, report.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public void Secrets_are_stars_in_rows_and_in_json()
    {
        sandbox.Write(".pgpass", "h:*:*:*:qJ7\n");
        var target = sandbox.Resolve("postgresql://h?sslpassword=vK9&sslmode=require");
        Assert.Contains(new ResolveRow("sslpassword", "***", "the target"), ResolveReport.Rows(target));
        Assert.Contains(
            new ResolveRow("password for h:5432", "***", $"password file {sandbox.Home}/.pgpass:1"),
            ResolveReport.Rows(target)
        );
        Assert.DoesNotContain("vK9", Json(target).GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("qJ7", Json(target).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_follow_the_order_of_the_keyword_table()
    {
        var rows = ResolveReport.Rows(sandbox.Resolve("sslmode=require host=h user=u")).Select(row => row.Keyword).ToList();
        Assert.Equal(rows.OrderBy(keyword => PostgresKeywords.Table.Rows.IndexOf(PostgresKeywords.Table[keyword])), rows);
    }

    static JsonElement Json(ResolvedTarget target)
    {
        using var stream = new MemoryStream();
        ResolveReport.WriteJson(target, stream);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    static void AssertJson(string expected, JsonElement actual) =>
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(expected).RootElement, actual), actual.GetRawText());
}
