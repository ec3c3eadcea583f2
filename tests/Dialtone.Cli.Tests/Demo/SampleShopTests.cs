using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Dialtone.Cli.Demo.Sample;

namespace Dialtone.Cli.Tests.Demo;

public sealed class SampleShopTests
{
    static readonly IReadOnlyList<SampleTable> Tables = SampleShop.Create();

    static IEnumerable<string> Texts => Tables.SelectMany(table => table.Rows).SelectMany(row => row).OfType<string>();

    [Fact]
    public void Rows_never_change()
    {
        var script = string.Concat(Tables.SelectMany(SampleDialect.Postgres.WriteInserts));

        // A change of the sample is seen here, and must then be meant: documents quote its rows.
        Assert.Equal("db7276f0aa5905b6", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(script)))[..16]);
    }

    [Fact]
    public void Shop_has_what_the_documents_say()
    {
        Assert.Equal(15, Tables.Count);
        Assert.Equal(200, Table("film").Rows.Count);
        Assert.Equal(600, Table("customer").Rows.Count);
        Assert.InRange(Table("rental").Rows.Count, 4_000, 5_000);
        Assert.InRange(Table("payment").Rows.Count, 4_000, 6_000);
        Assert.Equal(200, Table("film").Rows.Select(row => row[1]).Distinct().Count());
    }

    [Fact]
    public void Shop_holds_the_values_that_break_programs()
    {
        Assert.Contains(Texts, text => text.Length == 0);
        Assert.Contains(Texts, text => text == "NULL");
        Assert.Contains(Texts, text => text.Contains('\''));
        Assert.Contains(Texts, text => text.Contains('"'));
        Assert.Contains(Texts, text => text.Contains('\n'));
        Assert.Contains(Texts, text => text.Contains('\t'));
        Assert.Contains(Texts, text => text.Contains('\\'));
        Assert.Contains(Texts, text => text.Contains('%'));
        Assert.Contains(Texts, text => text.Contains(';'));
        Assert.Contains(Texts, text => text.Contains('\u200d'));
        Assert.Contains(Texts, text => text.Any(character => char.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark));
        Assert.Contains(Texts, text => text.Any(character => character is >= '\u4e00' and <= '\u9fff'));
        Assert.Contains(Texts, text => text.Any(character => character is >= '\u0600' and <= '\u06ff'));
        Assert.Contains(Texts, text => text.Any(char.IsHighSurrogate));
        foreach (var table in (string[])["film", "customer", "rental", "film_copy", "person", "address"])
        {
            Assert.Contains(Table(table).Rows, row => row.Contains(null));
        }
    }

    [Fact]
    public void Nobody_rents_a_copy_that_is_out()
    {
        var outUntil = new Dictionary<object, DateTime>();
        foreach (var row in Table("rental").Rows)
        {
            var (copy, rentedAt, returnedAt) = (row[1]!, (DateTime)row[4]!, (DateTime?)row[6] ?? DateTime.MaxValue);
            Assert.True(!outUntil.TryGetValue(copy, out var until) || until <= rentedAt);
            outUntil[copy] = returnedAt;
        }
    }

    static SampleTable Table(string name) => Tables.Single(table => table.Name == name);
}
