using CsCheck;
using Dialtone.Errors;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;
using Dialtone.Tests.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>The real libpq 18 and Dialtone must resolve the same settings to the same values, or refuse them with the same words.</summary>
public sealed class ResolveDifferentialTests
{
    const int Cases = 3_000;

    // A host that fails lets libpq go on to the next one; these errors belong to single hosts, not to the resolution.
    static readonly string[] HostErrors =
    [
        "connection to server ",
        "could not translate host name ",
        "could not parse network address ",
        "invalid port number: ",
    ];

    [Fact]
    public void Every_combination_is_resolved_as_libpq_resolves_it()
    {
        var libpq = LibpqParser.Require();
        var accepted = 0;
        var refused = 0;
        Gen.Select(ResolveGen.Target, ResolveGen.Environment, ResolveGen.Services, ResolveGen.Services)
            .Sample(
                (target, variables, services, systemServices) =>
                {
                    using var home = new LibpqHome();
                    var environment = variables.ToDictionary(
                        pair => pair.Key,
                        pair => pair.Value.Replace("$HOME", home.Path, StringComparison.Ordinal)
                    );
                    home.Write(".pg_service.conf", services);
                    Directory.CreateDirectory($"{home.Path}/sys");
                    home.Write("sys/pg_service.conf", systemServices);
                    var answer = home.Ask(libpq, target, environment);
                    var (resolved, error) = Resolve(target, home.Context(environment));
                    Check(answer, resolved, error);
                    Interlocked.Increment(ref error is null ? ref accepted : ref refused);
                },
                iter: Cases,
                print: input =>
                    $"target: {input.Item1}\nenvironment: {string.Join(' ', input.Item2)}\n"
                    + $"service file:\n{input.Item3}\nsystem service file:\n{input.Item4}".Replace("\r", "\\r", StringComparison.Ordinal)
            );
        Assert.InRange(accepted, Cases / 20, Cases);
        Assert.InRange(refused, Cases / 20, Cases);
    }

    static (ResolvedTarget?, string?) Resolve(string target, ResolutionContext context)
    {
        try
        {
            return (Target.Parse(target, []).Resolve(context), null);
        }
        catch (DatabaseException failure)
        {
            return (null, failure.Failure.What);
        }
    }

    static void Check(LibpqParser.Answer answer, ResolvedTarget? resolved, string? error)
    {
        var expected = ResolutionError(answer.Error);
        if (error != expected)
        {
            Assert.True(error is not null, $"libpq refuses: {expected}");
            var row = LibpqDifferences.Verdicts.FirstOrDefault(row => error.Contains("is not supported: ", StringComparison.Ordinal));
            // libpq looks at TCP settings after the port of the first TCP host, here they are looked at first.
            var isTcpSetting =
                error.Contains("\"keepalives", StringComparison.Ordinal) || error.Contains("\"tcp_user", StringComparison.Ordinal);
            Assert.True(
                (expected is null && row is not null) || (isTcpSetting && answer.Error is not null),
                $"Dialtone: {error}\nlibpq:    {answer.Error}"
            );
        }
        if (resolved is null || expected is not null)
            return;
        Assert.Equal(
            answer.Options.Select(pair => WithGssapi(pair, resolved)).OrderBy(pair => pair.Key, StringComparer.Ordinal),
            resolved
                .Parameters.Select(parameter => KeyValuePair.Create(parameter.Keyword, parameter.Reveal()))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        );
    }

    // The default of a libpq that was built with GSSAPI; the libpq 18 at hand was not.
    static KeyValuePair<string, string> WithGssapi(KeyValuePair<string, string> option, ResolvedTarget resolved) =>
        option.Key == "gssencmode" && resolved.Parameters["gssencmode"]!.Source is ParameterSource.Compiled
            ? new(option.Key, "prefer")
            : option;

    static string? ResolutionError(string? error)
    {
        if (error is null)
            return null;
        var setting = error.IndexOf("failed: invalid integer value ", StringComparison.Ordinal);
        if (setting >= 0)
            return error[(setting + "failed: ".Length)..].Split('\n')[0];
        if (error.EndsWith("connection option \"port\"", StringComparison.Ordinal))
            return null;
        return HostErrors.Any(start => error.StartsWith(start, StringComparison.Ordinal)) ? null : error;
    }
}
