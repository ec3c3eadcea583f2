using CsCheck;
using Dialtone.Errors;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;
using Dialtone.Tests.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>The real libpq 18 and Dialtone must read the same text the same way.</summary>
public sealed class ParseDifferentialTests
{
    const int Cases = 20_000;

    [Fact]
    public void Every_uri_is_read_as_libpq_reads_it() => Compare(TargetGen.Uri, LibpqUri.Parse);

    [Fact]
    public void Every_keyword_value_string_is_read_as_libpq_reads_it() => Compare(TargetGen.KeywordValue, KeywordValueString.Parse);

    static void Compare(Gen<string> texts, Func<string, ParameterSet> parse)
    {
        var libpq = LibpqParser.Require();
        var accepted = 0;
        texts.Sample(
            text =>
            {
                var expected = libpq.Parse(text);
                ParameterSet actual;
                try
                {
                    actual = parse(text);
                }
                catch (DatabaseException failure)
                {
                    CheckError(text, expected.Error, failure);
                    return;
                }
                Interlocked.Increment(ref accepted);
                Assert.True(expected.Error is null, $"libpq refuses {text}: {expected.Error}");
                Assert.Equal(
                    expected.Options.OrderBy(pair => pair.Key, StringComparer.Ordinal),
                    actual
                        .Select(parameter => KeyValuePair.Create(parameter.Keyword, parameter.Reveal()))
                        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                );
            },
            iter: Cases
        );
        Assert.InRange(accepted, Cases / 10, Cases);
    }

    static void CheckError(string text, string? expected, DatabaseException failure)
    {
        Assert.Equal(ErrorStage.Parse, failure.Stage);
        Assert.Equal(ErrorKind.Usage, failure.Kind);
        if (failure.Failure.What.EndsWith("is not UTF-8 after percent-decoding", StringComparison.Ordinal))
            return;
        Assert.True(expected is not null, $"libpq accepts {text}, Dialtone says {failure.Message}");
        Assert.True(
            LibpqDifferences.SameError(expected, failure.Failure.What),
            $"{text}\nlibpq:    {expected}\nDialtone: {failure.Failure.What}"
        );
        // Masking without need would make the errors worse. The value of an unknown key is always masked: the key may be a misspelt "password".
        var masked = expected != failure.Failure.What && !expected.Contains('\uFFFD');
        if (masked && !failure.Failure.What.Contains(" the value of ", StringComparison.Ordinal))
            Assert.True(LibpqDifferences.MayHoldSecret(text), $"{text} has no secret, but {failure.Failure.What}");
    }
}
