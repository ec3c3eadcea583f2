using Dialtone.Shell.Completion;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Tests.Completion;

/// <summary>What is offered at a place, which the texts mark with a bar.</summary>
public sealed class SqlCompletionTests
{
    static readonly CatalogSnapshot Catalog = new()
    {
        Relations =
        [
            Table("public", "author", "id", "name"),
            Table("public", "book", "id", "author_id", "title"),
            Table("public", "Odd Table", "select", "Some Column"),
            Table("audit", "entry", "id", "what") with
            {
                IsVisible = false,
            },
            Table("pg_catalog", "pg_class", "oid", "relname"),
        ],
        ForeignKeys = [new("public", "book", ["author_id"], "public", "author", ["id"])],
        Functions =
        [
            new("pg_catalog", "titlecase", "(text) text", true),
            new("public", "author_count", "() bigint", true),
            new("audit", "purge", "() void", false),
        ],
        Schemas = ["public", "audit", "pg_catalog"],
    };

    [Theory]
    [InlineData("select * from |", "author table|book table|Odd Table table")]
    [InlineData("select * from bo|", "book table")]
    [InlineData("select * from author, b|", "book table")]
    [InlineData("insert into b|", "book table")]
    [InlineData("update bo| set", "book table")]
    [InlineData("delete from only b|", "book table")]
    [InlineData("drop table if exists b|", "book table")]
    [InlineData("alter table b|", "book table")]
    [InlineData("select * from audit.|", "entry table")]
    [InlineData("select ti| from book", "title text|titlecase function")]
    [InlineData("select tit| from book b, (select 1 as tits) x", "title text|tits column|titlecase function")]
    [InlineData("select b.| from book b", "id text|author_id text|title text")]
    [InlineData("select b.ti| from author a join book as b on true", "title text")]
    [InlineData("select i| from author a, book b", "a.id text|b.id text")]
    [InlineData("select * from author a join book b on |", "b.author_id = a.id foreign key")]
    [InlineData("select * from book b join author on |", "b.author_id = author.id foreign key")]
    [InlineData("with recent as (select title, count(*) as copies from book) select * from r|", "recent with")]
    [InlineData("with recent as (select title, count(*) as copies from book) select co| from recent", "copies column")]
    [InlineData("with r (x, y) as (select 1, 2) select r.| from r", "x column|y column")]
    [InlineData("with r as (select b.* from book b) select r.tit| from r", "title text")]
    [InlineData("select x.| from (select id, name as who from author) x", "id column|who column")]
    [InlineData("select * from author a where exists (select 1 from book b where b.author_id = a.na|)", "name text")]
    [InlineData("select * from author where na|", "name text")]
    [InlineData("insert into book (tit|", "title text")]
    [InlineData("update book set tit|", "title text")]
    [InlineData("select 1 from book; select na| from author", "name text")]
    [InlineData("select na|; select 1 from author", "")]
    [InlineData("select * from author whe|", "when keyword|where keyword")]
    [InlineData("SELECT * FROM author WHE|", "when keyword|where keyword")]
    [InlineData("sel|", "select keyword")]
    [InlineData("select 'from b|", "")]
    [InlineData("select 1 -- from b|", "")]
    [InlineData("select 12|", "")]
    [InlineData("select * from book |", "")]
    [InlineData("select * from \"Od|", "Odd Table table")]
    [InlineData("select * from entr|", "audit.entry table")]
    public async Task What_can_stand_there(string marked, string expected)
    {
        var items = await CompleteAsync(marked);

        var shown = items.Where(item => item.Kind != "alias" && !IsNoise(item, expected)).Select(item => $"{item.Label} {item.Kind}");
        Assert.Equal(expected, string.Join('|', shown.Take(expected.Split('|').Length + 1)));
    }

    [Theory]
    [InlineData("select * from odd|", "\"Odd Table\"")]
    [InlineData("select sel| from \"Odd Table\"", "\"select\"")]
    [InlineData("select some| from \"Odd Table\"", "\"Some Column\"")]
    [InlineData("select author_c|", "author_count(")]
    [InlineData("SELECT * FROM author WHE|", "WHERE")]
    public async Task What_goes_into_the_text(string marked, string inserted) =>
        Assert.Contains(inserted, (await CompleteAsync(marked)).Select(item => item.Insert));

    [Fact]
    public async Task Functions_come_last()
    {
        var kinds = (await CompleteAsync("select t| from book")).Select(item => item.Kind).ToList();

        Assert.Equal("text", kinds[0]);
        Assert.Equal("function", kinds[^1]);
        Assert.True(kinds.LastIndexOf("keyword") < kinds.IndexOf("function"));
    }

    [Fact]
    public async Task Every_place_of_a_statement_has_an_answer()
    {
        const string Statement =
            "with a (x, \"Y\") as materialized (select b.*, (1), 'q', $$d$$ from book b) select a.x, count(*) from a, only author as au left join lateral (values (1)) v on a.x = v where ((x)) in (select 1;) order by 1 desc";
        await using var engine = Engine.Create("postgresql://localhost/x");
        for (var end = 0; end <= Statement.Length; end++)
        {
            for (var cursor = 0; cursor <= end; cursor += 3)
            {
                new SqlCompletion(engine, Catalog).Complete(Statement[..end], cursor, isAsked: true);
            }
        }
    }

    // Words that merely hold the letters; what is tested comes before them.
    static bool IsNoise(CompletionItem item, string expected) =>
        item.Kind is "schema" or "keyword" or "function" && !expected.Contains(item.Kind, StringComparison.Ordinal)
        || item.Label == "pg_class"
        || (item.Label == "audit.entry" && !expected.Contains("audit", StringComparison.Ordinal));

    static CatalogRelation Table(string schema, string name, params string[] columns) =>
        new(schema, name, "table", true, "", [.. columns.Select(column => new CatalogColumn(column, "text"))]);

    static async Task<IReadOnlyList<CompletionItem>> CompleteAsync(string marked)
    {
        await using var engine = Engine.Create("postgresql://localhost/x");
        var cursor = marked.IndexOf('|', StringComparison.Ordinal);
        return new SqlCompletion(engine, Catalog).Complete(marked.Remove(cursor, 1), cursor, isAsked: false).Items;
    }
}
