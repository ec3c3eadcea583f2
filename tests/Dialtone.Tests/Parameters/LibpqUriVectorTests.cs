using System.Text.Json;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>Vectors made with libpq 18: what a URI or a keyword/value string sets by itself.</summary>
public sealed class LibpqUriVectorTests
{
    [Fact]
    public void Cases_of_libpqs_own_tests_hold() => Check(VectorFile.Read("libpq-uri.json").GetProperty("001_uri"));

    [Fact]
    public void Extra_cases_hold() => Check(VectorFile.Read("libpq-uri.json").GetProperty("extra"));

    [Fact]
    public void The_repositorys_own_cases_hold() => Check(VectorFile.ReadOwn("libpq-parse-vectors.json").GetProperty("cases"));

    static void Check(JsonElement cases)
    {
        var wrong = new List<string>();
        foreach (var vector in cases.EnumerateArray())
            if (Objection(vector) is { } objection)
                wrong.Add($"{vector.Text("input")}: {objection}");
        Assert.NotEqual(0, cases.GetArrayLength());
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static string? Objection(JsonElement vector)
    {
        var input = vector.Text("input")!;
        var options = vector.TryGetProperty("parsed_libpq18", out _) ? vector.Texts("parsed_libpq18") : vector.Texts("options");
        try
        {
            var parameters = LibpqUri.Matches(input) ? LibpqUri.Parse(input) : KeywordValueString.Parse(input);
            var actual = parameters.ToDictionary(parameter => parameter.Keyword, parameter => parameter.Reveal());
            if (!vector.GetProperty("ok").GetBoolean())
                return "is accepted";
            return actual.Count == options.Count && options.All(pair => actual.GetValueOrDefault(pair.Key) == pair.Value)
                ? null
                : $"is read as {string.Join(' ', actual)}";
        }
        catch (DatabaseException failure)
        {
            var expected = vector.Text("error");
            return expected is not null && LibpqDifferences.SameError(expected, failure.Failure.What) ? null : failure.Message;
        }
    }
}
