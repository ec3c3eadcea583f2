using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

[Collection<RunsAlone>]
public sealed class StatementReaderTests
{
    [Fact]
    public async Task Any_chunks_give_what_the_whole_script_gives() =>
        await Gen.Select(SqlTexts.Any, Gen.Int[1, 40].Array[1, 20])
            .SampleAsync(
                async (script, sizes) =>
                {
                    var expected = StatementSplitter
                        .Split(script.Text, script.Syntax)
                        .Select(statement => (statement.TextIn(script.Text).ToString(), statement.LineNumber));
                    var reader = new StatementReader(new ChunkReader(script.Text, sizes), script.Syntax);
                    Assert.Equal(
                        expected,
                        (await ReadAllAsync(reader, TestContext.Current.CancellationToken)).Select(statement =>
                            (statement.Text, statement.LineNumber)
                        )
                    );
                    Assert.Equal(StatementSplitter.Judge(script.Text, script.Syntax), reader.Completeness);
                },
                iter: 20_000
            );

    /// <summary>A person at a pipe has typed the terminator and nothing more.</summary>
    [Fact]
    public async Task A_statement_is_there_as_soon_as_its_terminator_is() =>
        await SqlTexts.Any.SampleAsync(
            async script =>
            {
                var statements = StatementSplitter.Split(script.Text, script.Syntax);
                for (var i = 0; i + 1 < statements.Count; i++)
                {
                    var typed = script.Text.IndexOf(';', statements[i].Start + statements[i].Length) + 1;
                    if (typed == 0 || script.Text.Contains("delimiter", StringComparison.OrdinalIgnoreCase))
                    {
                        return;
                    }
                    var source = new ChunkReader(script.Text[..typed], [7]);
                    var reader = new StatementReader(source, script.Syntax);
                    for (var read = 0; read <= i; read++)
                    {
                        Assert.NotNull(await reader.ReadAsync(TestContext.Current.CancellationToken));
                    }
                    Assert.False(source.HasEnded);
                }
            },
            iter: 3_000
        );

    [Fact]
    public async Task A_client_delimiter_is_not_waited_behind()
    {
        var source = new ChunkReader("delimiter //\nselect 1//", [100]);
        var statement = await new StatementReader(source, SqlSyntax.MySql).ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal("select 1", statement?.Text);
        Assert.False(source.HasEnded);
    }

    /// <summary>A long token that comes in small pieces is scanned once, not again with every piece: that would take minutes.</summary>
    [Theory(Timeout = 60_000)]
    [InlineData("select 'it''s ", "it''s \\ ", "'")]
    [InlineData("select $x$ ", "$y$ $x ", "$x$")]
    [InlineData("/* ", "/* */ * ", "*/ select 1")]
    [InlineData("select E'", "\\' ", "'")]
    [InlineData("select 1 -- ", " -", "\n")]
    public async Task A_statement_of_many_megabytes_is_read_in_small_chunks(string start, string middle, string end)
    {
        var text = start + string.Concat(Enumerable.Repeat(middle, 8_000_000 / middle.Length)) + end;
        var reader = new StatementReader(new ChunkReader(text + ";select 2", [100]), SqlSyntax.PostgreSql);
        var statements = await ReadAllAsync(reader, TestContext.Current.CancellationToken);
        Assert.Equal([text.Trim().Length, 8], statements.Select(statement => statement.Text.Length));
    }

    [Fact]
    public async Task A_long_script_is_never_in_memory_as_a_whole()
    {
        var token = TestContext.Current.CancellationToken;
        var reader = new StatementReader(new EndlessScript(statements: 100_000), SqlSyntax.PostgreSql);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var count = 0;
        var most = 0L;
        while (await reader.ReadAsync(token) is not null)
        {
            if (++count % 25_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }
        Assert.Equal(100_000, count);
        Assert.InRange(most, long.MinValue, 4_000_000);
    }

    static async Task<List<StreamedStatement>> ReadAllAsync(StatementReader reader, CancellationToken cancellationToken)
    {
        var statements = new List<StreamedStatement>();
        while (await reader.ReadAsync(cancellationToken) is { } statement)
        {
            statements.Add(statement);
        }
        return statements;
    }

    /// <summary>Gives a text in pieces of the given sizes, again and again.</summary>
    sealed class ChunkReader(string text, int[] sizes) : TextReader
    {
        int position;
        int next;

        public bool HasEnded { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(Math.Min(sizes[next++ % sizes.Length], buffer.Length), text.Length - position);
            text.AsMemory(position, count).CopyTo(buffer);
            position += count;
            HasEnded |= count == 0;
            return ValueTask.FromResult(count);
        }
    }

    sealed class EndlessScript(int statements) : TextReader
    {
        static readonly string Line = $"insert into t values (1, '{new string('x', 250)}; and more', $$ body; $$); -- done\n";

        int left = statements;

        public override ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
        {
            if (left-- <= 0)
            {
                return ValueTask.FromResult(0);
            }
            Line.AsMemory().CopyTo(buffer);
            return ValueTask.FromResult(Line.Length);
        }
    }
}
