using System.Text.Json;

namespace Dialtone.Cli.Tests.Output;

public sealed class JsonFormatTests
{
    [Theory]
    [InlineData("Number", "", "1", "1")]
    [InlineData("Number", "", "-0.50", "-0.50")]
    [InlineData("Number", "", "1e+100", "1e+100")]
    [InlineData("Number", "", "123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789")]
    [InlineData("Number", "", "NaN", "\"NaN\"")]
    [InlineData("Number", "", "-Infinity", "\"-Infinity\"")]
    [InlineData("Number", "", "007", "\"007\"")]
    [InlineData("Number", "", "1.", "\"1.\"")]
    [InlineData("Number", "", ".5", "\".5\"")]
    [InlineData("Number", "", "-", "\"-\"")]
    [InlineData("Number", "", "1e", "\"1e\"")]
    [InlineData("Number", "", "", "\"\"")]
    [InlineData("Boolean", "", "t", "true")]
    [InlineData("Boolean", "", "0", "false")]
    [InlineData("Boolean", "", "2", "\"2\"")]
    [InlineData("Json", "", "{\"a\": [1, 1.0]}", "{\"a\": [1, 1.0]}")]
    [InlineData("Json", "", "{\n \"a\": 1}", "{  \"a\": 1}")]
    [InlineData("Json", "", "{oops", "\"{oops\"")]
    [InlineData("Json", "", "1 2", "\"1 2\"")]
    [InlineData("Json", "", "", "\"\"")]
    [InlineData("Text", "", "1", "\"1\"")]
    [InlineData("Text", "", "a\"b\\c\nd\te\r", "\"a\\\"b\\\\c\\nd\\te\\r\"")]
    [InlineData("Text", "", "\u0001\u007f\u009b\u202e", "\"\\u0001\\u007f\\u009b\\u202e\"")]
    [InlineData("Text", "", "é日😀", "\"é日😀\"")]
    [InlineData("Text", "", null, "null")]
    [InlineData("Binary", "bytea", "\\x00ff", "\"\\\\x00ff\"")]
    [InlineData("Array", "integer[]", "{1,NULL,3}", "[1,null,3]")]
    [InlineData("Array", "integer[]", "{}", "[]")]
    [InlineData("Array", "integer[]", "{{1,2},{3,4}}", "[[1,2],[3,4]]")]
    [InlineData("Array", "integer[]", "[0:1]={1,2}", "[1,2]")]
    [InlineData("Array", "integer[]", "[-1:0][2:2]={{1},{2}}", "[[1],[2]]")]
    [InlineData("Array", "numeric(10,2)[]", "{1.50,NaN}", "[1.50,\"NaN\"]")]
    [InlineData("Array", "boolean[]", "{t,f,NULL}", "[true,false,null]")]
    [InlineData(
        "Array",
        "text[]",
        "{a,\"b c\",\"NULL\",NULL,\"\",\"q\\\"\\\\\",\"{}\"}",
        "[\"a\",\"b c\",\"NULL\",null,\"\",\"q\\\"\\\\\",\"{}\"]"
    )]
    [InlineData("Array", "jsonb[]", "{\"{\\\"a\\\": 1}\",NULL}", "[{\"a\": 1},null]")]
    [InlineData("Array", "box[]", "{(1,1),(0,0);(2,2),(1,1)}", "[\"(1,1),(0,0)\",\"(2,2),(1,1)\"]")]
    [InlineData("Array", "text[]", "{a,b", "\"{a,b\"")]
    [InlineData("Array", "text[]", "{a}x", "\"{a}x\"")]
    [InlineData("Array", "text[]", "{a,}", "\"{a,}\"")]
    [InlineData("Array", "text[]", "{\"a}", "\"{\\\"a}\"")]
    [InlineData("Array", "text[]", "", "\"\"")]
    [InlineData("Array", "text[]", "[0:1", "\"[0:1\"")]
    public async Task A_value_keeps_its_type(string kind, string type, string? text, string json)
    {
        var written = await MemoryRows.WriteAsync("jsonl", MemoryRows.Of([$"a:{kind}:{type}"], [text]));
        Assert.Equal($"{{\"a\":{json}}}\n", written);
        JsonDocument.Parse(written).Dispose();
    }

    [Fact]
    public async Task Half_a_character_is_escaped() =>
        Assert.Equal("{\"a\":\"\\ud800\"}\n", await MemoryRows.WriteAsync("jsonl", MemoryRows.Of(["a"], ["\ud800"])));

    [Fact]
    public async Task Deep_literals_do_not_exhaust_the_stack()
    {
        var hostile = new string('{', 1_000_000);
        Assert.Equal($"{{\"a\":\"{hostile}\"}}\n", await MemoryRows.WriteAsync("jsonl", MemoryRows.Of(["a:Array:text[]"], [hostile])));
        var nested = new string('[', 500_000) + new string(']', 500_000);
        Assert.Equal($"{{\"a\":{nested}}}\n", await MemoryRows.WriteAsync("jsonl", MemoryRows.Of(["a:Json"], [nested])));
    }

    [Fact]
    public async Task Names_that_repeat_are_kept_apart() =>
        Assert.Equal(
            "{\"id\":\"1\",\"id_3\":\"2\",\"id_2\":\"3\",\"id_4\":\"4\",\"\":\"5\"}\n",
            await MemoryRows.WriteAsync("jsonl", MemoryRows.Of(["id", "id", "id_2", "id", ""], ["1", "2", "3", "4", "5"]))
        );

    [Fact]
    public async Task Json_is_one_array_per_result()
    {
        Assert.Equal(
            "[{\"a\":1},\n {\"a\":2}]\n[]\n",
            await MemoryRows.WriteAsync("json", MemoryRows.Of(["a:Number"], ["1"], ["2"]), MemoryRows.Of(["b"]))
        );
        Assert.Equal(
            "{\"a\":\"1\"}\n{\"b\":\"2\"}\n",
            await MemoryRows.WriteAsync("jsonl", MemoryRows.Of(["a"], ["1"]), MemoryRows.Of(["b"], ["2"]))
        );
    }

    [Fact]
    public async Task Every_hard_text_reads_back_as_it_was()
    {
        var rows = HardTexts.All.Select(text => new string?[] { text }).ToArray();
        using var document = JsonDocument.Parse(await MemoryRows.WriteAsync("json", MemoryRows.Of(["a"], rows)));
        Assert.Equal(HardTexts.All, document.RootElement.EnumerateArray().Select(row => row.GetProperty("a").GetString()));
    }
}
