using CsCheck;
using Dialtone.Parameters;
using Dialtone.Translation;
using Dialtone.Translation.Ecosystems;

namespace Dialtone.Tests.Translation;

/// <summary>What is written is read again as it was, or a warning names the parameter; and nothing ever comes out less safe.</summary>
public sealed class RoundTripTests
{
    static readonly ResolutionContext Nowhere = new()
    {
        Environment = _ => null,
        UserName = "osuser",
        DefaultSocketDirectory = "/tmp",
    };

    static readonly int Samples = int.TryParse(Environment.GetEnvironmentVariable("DIALTONE_TRANSLATE_SAMPLES"), out var samples)
        ? samples
        : 40;

    // It cannot ask for verification at all, and says so.
    static readonly string[] WithoutVerification = ["r-dbi"];

    public static TheoryData<string, string> Readers =>
        [.. KnownSpellings.All.Where(spelling => spelling.CanRead).Select(spelling => (spelling.Name, spelling.Dialect))];

    [Theory]
    [MemberData(nameof(Readers))]
    public void Each_reader_to_each_writer(string name, string dialect)
    {
        var reader = KnownSpellings.Find(name, dialect)[0];
        var targets = dialect == "mysql" ? TargetGen.MySql : TargetGen.Postgres;
        targets.Sample(
            arguments =>
            {
                var start = Model(dialect, arguments);
                var (written, first) = Write(reader, start);
                var read = Read(reader, written);
                AssertKept(reader, start, read.Parameters, [.. first, .. read.Warnings]);
                foreach (var writer in KnownSpellings.All.Where(spelling => spelling.Dialect == dialect))
                {
                    var (text, warnings) = Write(writer, read.Parameters);
                    if (!writer.CanRead)
                        continue;
                    var back = Read(writer, text);
                    AssertKept(writer, read.Parameters, back.Parameters, [.. warnings, .. back.Warnings]);
                }
            },
            iter: Samples,
            print: arguments => string.Join('\n', arguments.Select(argument => $"{argument.Key}={argument.Value}"))
        );
    }

    [Theory]
    [MemberData(nameof(Readers))]
    public void A_text_is_taken_for_what_it_is(string name, string dialect)
    {
        var reader = KnownSpellings.Find(name, dialect)[0];
        var start = Model(
            dialect,
            dialect == "mysql"
                ?
                [
                    new("host", "db"),
                    new("user", "u"),
                    new("password", "p w"),
                    new("database", "d"),
                    new("ssl_mode", "VERIFY_IDENTITY"),
                    new("ssl_ca", "/ca"),
                ]
                :
                [
                    new("host", "db"),
                    new("user", "u"),
                    new("password", "p w"),
                    new("dbname", "d"),
                    new("sslmode", "verify-full"),
                    new("sslrootcert", "/ca"),
                ]
        );
        var (text, _) = Write(reader, start);
        Assert.Equal(Values(Read(reader, text).Parameters), Values(Translator.Translate(text, [], "dotenv", new(), Nowhere).Parameters));
    }

    static ParameterSet Model(string dialect, List<TargetArgument> arguments)
    {
        var target = Target.Parse(dialect == "mysql" ? "mysql://" : "", arguments);
        return dialect == "mysql"
            ? new(
                MySqlResolver
                    .Complete((Target.MySql)target, Nowhere)
                    .Parameters.Where(parameter => parameter.Source is ParameterSource.Argument || parameter.Keyword == "ssl_mode")
            )
            : target.Explicit;
    }

    static (string Text, IReadOnlyList<TranslationWarning> Warnings) Write(Spelling spelling, ParameterSet parameters)
    {
        var draft = new Draft(spelling, parameters, withSecrets: true, new Dialtone.Translation.Keys.NamedKeys());
        var text = spelling.Write(draft);
        return (text, draft.Finish());
    }

    static TranslationReport Read(Spelling spelling, string text) =>
        Translator.Translate(text, [], "dotenv", new() { From = spelling.Name }, Nowhere);

    static void AssertKept(Spelling spelling, ParameterSet before, ParameterSet after, List<TranslationWarning> warnings)
    {
        foreach (var row in (spelling.IsMySql ? MySqlKeywords.Table : PostgresKeywords.Table).Rows)
        {
            var (was, became) = (Value(before, row), Value(after, row));
            Assert.True(
                was == became || warnings.Exists(warning => warning.Keyword == row.Keyword),
                $"{spelling.Name} loses {row.Keyword} without a word: \"{was}\" became \"{became}\""
            );
        }

        var (wanted, got) = (TlsIntent.Of(spelling.Dialect, before), TlsIntent.Of(spelling.Dialect, after));
        Assert.True(
            (got.Use >= wanted.Use && got.VerifiesChain | !wanted.VerifiesChain && got.VerifiesName | !wanted.VerifiesName)
                || WithoutVerification.Contains(spelling.Name),
            $"{spelling.Name} is less safe: {wanted.Mode} became {got.Mode}"
        );
    }

    static string Values(ParameterSet parameters) =>
        string.Join('\n', parameters.Select(parameter => $"{parameter.Keyword}={parameter.Reveal()}"));

    // A default that is written out is no difference, nor is a list of empty ports.
    static string? Value(ParameterSet parameters, ParameterDefinition row) =>
        parameters.Text(row.Keyword) is { Length: > 0 } value
        && value != row.DefaultValue
        && !IsDefaultMode(row, value)
        && value.Trim(',').Length > 0
            ? Normal(row, value)
            : null;

    static bool IsDefaultMode(ParameterDefinition row, string value) =>
        (row.Keyword, value, row.EnvironmentName) is ("ssl_mode", "PREFERRED", _) or ("host", "localhost", null);

    // Another spelling of the same settings.
    static string Normal(ParameterDefinition row, string value) =>
        row.Keyword == "options" && ServerSettings.Split(value) is { } settings ? ServerSettings.Join(settings) : value;
}
