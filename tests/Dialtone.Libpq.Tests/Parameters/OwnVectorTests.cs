using System.Text.Encodings.Web;
using System.Text.Json;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Tests.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>
/// The repository's own vectors are libpq 18's answers. To add one: write its "input" into the file, and run this test once with
/// DIALTONE_WRITE_VECTORS=1.
/// </summary>
public sealed class OwnVectorTests
{
    const string Name = "libpq-parse-vectors.json";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_repositorys_vectors_are_what_libpq_says()
    {
        var libpq = LibpqParser.Require();
        var inputs = VectorFile.ReadOwn(Name).GetProperty("cases").EnumerateArray().Select(vector => vector.Text("input")!);
        var asked = new
        {
            how = "PQconninfoParse of libpq 18, asked by OwnVectorTests in tests/Dialtone.Libpq.Tests",
            cases = inputs.Select(input => Ask(libpq, input)).ToArray(),
        };
        var text = JsonSerializer.Serialize(asked, Readable).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("DIALTONE_WRITE_VECTORS") == "1")
            File.WriteAllText(VectorFile.OwnPath(Name), text);
        Assert.Equal(text, File.ReadAllText(VectorFile.OwnPath(Name)));
    }

    static object Ask(LibpqParser libpq, string input)
    {
        var answer = libpq.Parse(input);
        return answer.Error is null
            ? new
            {
                input,
                ok = true,
                options = answer.Options,
            }
            : new
            {
                input,
                ok = false,
                error = answer.Error,
            };
    }
}
