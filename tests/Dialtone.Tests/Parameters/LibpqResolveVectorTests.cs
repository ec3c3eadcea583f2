using System.Text.Json;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>Vectors made with libpq 18: values after service file, environment and defaults, and the error of a wrong combination.</summary>
public sealed class LibpqResolveVectorTests
{
    // Failures of name services and sockets come later than a resolution.
    static readonly string[] ConnectErrors =
    [
        "connection to server ",
        "could not translate host name ",
        "could not parse network address ",
    ];

    [Fact]
    public void Cases_hold()
    {
        var file = VectorFile.Read("libpq-resolve.json");
        var defaults = file.Texts("defaults");
        // The vectors come from a libpq that was built without GSSAPI. One that was built with it, as Debian's, has this default.
        Assert.Equal("disable", defaults["gssencmode"]);
        defaults["gssencmode"] = "prefer";
        var wrong = new List<string>();
        foreach (var vector in file.GetProperty("cases").EnumerateArray())
            if (Objection(vector, defaults) is { } objection)
                wrong.Add($"{vector.Text("conninfo")} {vector.GetProperty("env")}: {objection}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    static string? Objection(JsonElement vector, Dictionary<string, string> defaults)
    {
        using var sandbox = new SandboxContext();
        foreach (var (name, value) in vector.Texts("env"))
            sandbox.With(name, value.Replace("$HOME", sandbox.Home, StringComparison.Ordinal));
        if (vector.Text("service_file") is { } services)
            sandbox.Write(".pg_service.conf", services);
        var context = sandbox.Context with { UserName = defaults["user"] };
        var target = Target.Parse(vector.Text("conninfo"), []);
        string? error = null;
        try
        {
            foreach (var host in target.Resolve(context).Hosts)
                host.ParsePort();
        }
        catch (DatabaseException failure)
        {
            error = failure.Failure.What.Replace(sandbox.Home, "$HOME", StringComparison.Ordinal);
        }
        var expected = vector.Text("error")!;
        if (ConnectErrors.Any(start => expected.StartsWith(start, StringComparison.Ordinal)))
            expected = null;
        if (
            error != expected
            && !LibpqDifferences.Verdicts.Any(row =>
                expected is null && row.Dialtone.Length > 0 && error!.StartsWith(row.Dialtone, StringComparison.Ordinal)
            )
        )
            return $"error {error}, expected {expected}";
        // libpq has no values left to compare if the service could not be read.
        var resolved = vector.Texts("resolved");
        return resolved.Count == 0 ? null : Difference(PostgresDefaults.Fill(target.Explicit, context, []), defaults, resolved);
    }

    static string? Difference(ParameterSet actual, Dictionary<string, string> defaults, Dictionary<string, string> resolved)
    {
        var values = new Dictionary<string, string>(defaults);
        values.Remove("passfile");
        foreach (var (keyword, value) in resolved)
            values[keyword] = value;
        if (!resolved.ContainsKey("dbname") && resolved.TryGetValue("user", out var user))
            values["dbname"] = user;
        var shown = actual.ToDictionary(parameter => parameter.Keyword, parameter => parameter.Reveal());
        var differing = values
            .Keys.Union(shown.Keys)
            .Where(keyword => values.GetValueOrDefault(keyword) != shown.GetValueOrDefault(keyword));
        var list = string.Join(
            ", ",
            differing.Select(keyword => $"{keyword} is {shown.GetValueOrDefault(keyword)} and not {values.GetValueOrDefault(keyword)}")
        );
        return list.Length == 0 ? null : list;
    }
}
