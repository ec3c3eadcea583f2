using System.Text.Json;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>Vectors made with SQLAlchemy: the driver's arguments that it makes of a URL, in the dialect's keywords.</summary>
public sealed class SqlAlchemyDriverVectorTests
{
    // What a Python driver calls a keyword.
    static readonly Dictionary<string, string> PostgresNames = new() { ["database"] = "dbname" };

    static readonly Dictionary<string, string> MySqlNames = new()
    {
        ["db"] = "database",
        ["passwd"] = "password",
        ["username"] = "user",
    };

    [Fact]
    public void Cases_hold()
    {
        var wrong = new List<string>();
        var vectors = VectorFile.Read("sqlalchemy-url.json").GetProperty("vectors").GetProperty("driver_connect_args");
        foreach (var vector in vectors.EnumerateArray())
        {
            var url = vector.Text("url")!;
            var expected = SqlAlchemyDifferences.DriverArguments.TryGetValue(url, out var row) ? row.Expected : Expected(vector);
            var actual = Actual(url);
            if (actual != expected)
                wrong.Add($"{url}\n  is {actual}\n  not {expected}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static string Actual(string url)
    {
        try
        {
            return Flat(Target.Parse(url, []).Explicit.Select(parameter => (parameter.Keyword, parameter.Reveal())));
        }
        catch (DatabaseException failure)
        {
            return failure.Failure.What;
        }
    }

    static string Expected(JsonElement vector)
    {
        if (vector.TryGetProperty("error", out var error))
            return error.Text("message")!;
        var dialect = vector.Text("dialect")!;
        return dialect switch
        {
            "psycopg2" or "asyncpg" => Flat(Arguments(vector.GetProperty("kwargs"), PostgresNames)),
            "pysqlite" => Flat(SqliteArguments(vector)),
            _ => Flat(Arguments(vector.GetProperty("kwargs"), MySqlNames)),
        };
    }

    static IEnumerable<(string, string)> Arguments(JsonElement arguments, Dictionary<string, string> names, string prefix = "")
    {
        foreach (var member in arguments.EnumerateObject())
        {
            if (member.Name == "buffered")
                continue;
            if (member.Value.ValueKind is JsonValueKind.Object)
            {
                foreach (var nested in Arguments(member.Value, names, $"{member.Name}_"))
                    yield return nested;
                continue;
            }
            var value = member.Value.ValueKind switch
            {
                JsonValueKind.Array => string.Join(',', member.Value.EnumerateArray().Select(item => item.ToString())),
                JsonValueKind.True => "true",
                JsonValueKind.False => "false",
                _ => member.Value.ToString(),
            };
            // MySQL's drivers take the number 1 for true.
            yield return (prefix + names.GetValueOrDefault(member.Name, member.Name), member.Name == "local_infile" ? "1" : value);
        }
    }

    /// <summary>SQLAlchemy's file name and arguments, with SQLite's own parameters taken out of the name again.</summary>
    static IEnumerable<(string, string)> SqliteArguments(JsonElement vector)
    {
        var name = vector.GetProperty("args")[0].GetString()!.Replace("<cwd>/", "", StringComparison.Ordinal);
        var query = vector.Text("url")!.Split('?');
        if (query.Length > 1)
            foreach (var pair in query[1].Split('&'))
                yield return (pair.Split('=')[0], pair.Split('=')[1]);
        // The name of a database in memory is a default of the resolution.
        if (name != ":memory:" || query[0].EndsWith(name, StringComparison.Ordinal))
            yield return ("database", name.Split('?')[0]);
    }

    static string Flat(IEnumerable<(string Key, string Value)> pairs) =>
        string.Join(' ', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));
}
