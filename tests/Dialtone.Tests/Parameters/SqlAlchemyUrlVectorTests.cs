using System.Collections.Immutable;
using System.Text.Json;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>Vectors made with SQLAlchemy: parsing and rendering of URLs.</summary>
public sealed class SqlAlchemyUrlVectorTests
{
    [Theory]
    [InlineData("parse_verbatim")]
    [InlineData("parse_derived")]
    public void Urls_are_read_and_rendered(string section) => Check(section, ParseObjection);

    [Theory]
    [InlineData("create_render_roundtrip")]
    [InlineData("create")]
    public void Urls_that_are_made_of_parts_are_rendered(string section) => Check(section, RenderObjection);

    [Fact]
    public void Names_are_split() =>
        Check(
            "names",
            vector =>
            {
                var url = SqlAlchemyUrl.Parse(vector.Text("url")!);
                return url.Backend == vector.Text("backend") && url.Driver == vector.Text("driver") ? null : $"{url.Backend} {url.Driver}";
            }
        );

    [Fact]
    public void Every_section_is_checked_or_left_out_with_a_reason()
    {
        string[] others = ["parse_verbatim", "parse_derived", "create_render_roundtrip", "create", "names", "driver_connect_args"];
        var sections = VectorFile.Read("sqlalchemy-url.json").GetProperty("vectors").EnumerateObject().Select(section => section.Name);
        Assert.Equal(
            others.Concat(SqlAlchemyDifferences.LeftOutSections.Keys).Order(StringComparer.Ordinal),
            sections.Order(StringComparer.Ordinal)
        );
    }

    static void Check(string section, Func<JsonElement, string?> objection)
    {
        var wrong = new List<string>();
        foreach (var vector in VectorFile.Read("sqlalchemy-url.json").GetProperty("vectors").GetProperty(section).EnumerateArray())
            if (objection(vector) is { } text)
                wrong.Add($"{vector.Text("url") ?? vector.GetRawText()}: {text}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static string? ParseObjection(JsonElement vector)
    {
        var text = vector.Text("url")!;
        SqlAlchemyUrl url;
        try
        {
            url = SqlAlchemyUrl.Parse(text);
        }
        catch (DatabaseException failure)
        {
            // Python's ValueError repeats the text of the port, which may be a password: only the verdict is compared.
            if (!vector.TryGetProperty("error", out var error))
                return failure.Message;
            return error.Text("type") == "ValueError" || failure.Failure.What == error.Text("message") ? null : failure.Message;
        }
        if (!vector.TryGetProperty("expect", out var expected))
            return "is accepted";
        var rendered = url.RenderWithSecrets();
        var hidden = SqlAlchemyDifferences.HiddenRenderings.TryGetValue(text, out var row) ? row.Rendering : vector.Text("render_hidden");
        return PartsObjection(expected, url)
            ?? (rendered == vector.Text("render_full") ? null : $"is rendered as {rendered}")
            ?? (url.ToString() == hidden ? null : $"is shown as {url} and not as {hidden}")
            ?? PartsObjection(expected, SqlAlchemyUrl.Parse(rendered));
    }

    static string? RenderObjection(JsonElement vector)
    {
        // C#'s types leave no room for Python's type errors.
        if (vector.TryGetProperty("error", out _))
            return null;
        var parts = vector.GetProperty("create");
        var url = new SqlAlchemyUrl
        {
            DriverName = parts.Text("drivername")!,
            Username = parts.Text("username"),
            Password = parts.Text("password") is { } password ? new(password) : null,
            Host = parts.Text("host"),
            Port = parts.TryGetProperty("port", out var port) ? int.Parse(port.ToString(), null) : null,
            Database = parts.Text("database"),
            Query = parts.TryGetProperty("query", out var query) ? ReadQuery(query) : [],
        };
        if (url.RenderWithSecrets() != vector.Text("render_full"))
            return $"is rendered as {url.RenderWithSecrets()}";
        if (url.ToString() != vector.Text("render_hidden"))
            return $"is shown as {url}";
        return vector.TryGetProperty("reparses_equal", out _) ? PartsObjection(parts, SqlAlchemyUrl.Parse(url.RenderWithSecrets())) : null;
    }

    static string? PartsObjection(JsonElement expected, SqlAlchemyUrl url)
    {
        var port =
            expected.TryGetProperty("port", out var number) && number.ValueKind is JsonValueKind.Number ? number.GetInt32() : (int?)null;
        return url.DriverName != expected.Text("drivername") ? $"driver {url.DriverName}"
            : url.Username != expected.Text("username") ? $"user {url.Username}"
            : url.Password?.Reveal() != expected.Text("password") ? $"password {url.Password?.Reveal()}"
            : url.Host != expected.Text("host") ? $"host {url.Host}"
            : url.Port != port ? $"port {url.Port}"
            : url.Database != expected.Text("database") ? $"database {url.Database}"
            : Flat(url.Query) != Flat(ReadQuery(expected.GetProperty("query"))) ? $"query {Flat(url.Query)}"
            : null;
    }

    static ImmutableArray<(string, ImmutableArray<string>)> ReadQuery(JsonElement query) =>
        [
            .. query
                .EnumerateObject()
                .Select(member =>
                    (
                        member.Name,
                        member.Value.ValueKind is JsonValueKind.Array
                            ? [.. member.Value.EnumerateArray().Select(value => value.GetString()!)]
                            : ImmutableArray.Create(member.Value.GetString()!)
                    )
                ),
        ];

    static string Flat(ImmutableArray<(string Key, ImmutableArray<string> Values)> query) =>
        string.Join(
            " & ",
            query.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} = {string.Join(" | ", pair.Values)}")
        );
}
