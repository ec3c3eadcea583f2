using CsCheck;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>The real libpq 18 and Dialtone must find the same password in the same file.</summary>
public sealed class PasswordFileDifferentialTests
{
    const int Cases = 3_000;

    static readonly string[] Hosts = ["/nonexistent", "127.0.0.1", "@none", "/tmp", "/a:b", "/a\\b", "localhost"];
    static readonly string[] Names = ["u", "d", "a:b", "a\\b", "*", "é", "x y"];

    static readonly Gen<string> Star = Gen.Const("*");

    static readonly Gen<string> Host = Gen.Frequency(
        (1, Star),
        (1, TargetGen.Any("localhost", "/nonexistent", "127.0.0.1", "/tmp", "@none", "/a\\:b", "/a\\\\b", "/a:b", "", "\\*", "**", " *"))
    );

    static readonly Gen<string> Port = Gen.Frequency((2, Star), (1, TargetGen.Any("1", "5432", "", "*1")));

    static readonly Gen<string> Name = Gen.Frequency(
        (1, Star),
        (1, TargetGen.Any("u", "d", "a\\:b", "a\\\\b", "a\\b", "\\u", "\\*", "é", "x y", "U", ""))
    );

    static readonly Gen<string> Password = TargetGen.Any("p", "a\\:b", "a:b", "a\\\\b", "a\\", "\\p", " p ", "é", "", "p#", "*");

    static readonly Gen<string> Line = Gen.Frequency(
        (
            8,
            Gen.Select(
                Host,
                Port,
                Name,
                Name,
                Password,
                (host, port, database, user, password) => $"{host}:{port}:{database}:{user}:{password}"
            )
        ),
        (1, TargetGen.Any("", "#*:*:*:*:x", " #", "*:*:*:*", "*:*", ":", "\\", "*:*:*:*:p:q", " *:*:*:*:x"))
    );

    static readonly Gen<string> File = Gen.Select(
        Line.Array[0, 5],
        TargetGen.Any("\n", "\r\n", "\n\n"),
        TargetGen.Any("\n", "", "\r"),
        (lines, end, last) => string.Join(end, lines) + last
    );

    [Fact]
    public void Every_password_is_found_as_libpq_finds_it()
    {
        var libpq = LibpqParser.Require();
        var found = 0;
        Gen.Select(File, TargetGen.Any(Hosts), TargetGen.Any("1", "", "5432"), TargetGen.Any(Names), TargetGen.Any(Names))
            .Sample(
                (file, host, port, database, user) =>
                {
                    using var home = new LibpqHome();
                    home.Write(".pgpass", file);
                    var address = host == "localhost" ? "hostaddr='127.0.0.1'" : "";
                    var target = $"host='{Quote(host)}' {address} port='{port}' dbname='{Quote(database)}' user='{Quote(user)}'";
                    var environment = new Dictionary<string, string>();
                    var expected = home.Ask(libpq, target, environment).Password;
                    var plan = Assert.Single(Target.Parse(target, []).Resolve(home.Context(environment)).Hosts);
                    Assert.Equal(expected, plan.Password?.Reveal() ?? "");
                    if (expected.Length > 0)
                        Interlocked.Increment(ref found);
                },
                iter: Cases
            );
        Assert.InRange(found, Cases / 20, Cases);
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, true)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.GroupRead, false)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.OtherExecute, false)]
    public void A_file_that_others_may_look_at_is_ignored(UnixFileMode mode, bool used)
    {
        var libpq = LibpqParser.Require();
        using var home = new LibpqHome();
        var file = home.Write("pass", "*:*:*:*:secret\n");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(file, mode);
        System.IO.File.CreateSymbolicLink($"{home.Path}/.pgpass", file);
        var environment = new Dictionary<string, string>();
        var target = Target.Parse("host=/nonexistent", []).Resolve(home.Context(environment));
        Assert.Equal(used ? "secret" : "", home.Ask(libpq, "host=/nonexistent", environment).Password);
        Assert.Equal(used ? "secret" : null, target.Hosts[0].Password?.Reveal());
        Assert.Equal(used, target.Warnings.IsEmpty);
    }

    static string Quote(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal);
}
