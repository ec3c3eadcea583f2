namespace Dialtone.Cli.Demo.Sample;

/// <summary>The film rental shop: the same rows every time, for every dialect.</summary>
static class SampleShop
{
    const ulong Seed = 1895_12_28;

    /// <summary>All tables with their rows, in an order in which foreign keys hold once the transaction ends.</summary>
    public static IReadOnlyList<SampleTable> Create()
    {
        var words = SampleText.ReadWords();
        var random = new SampleRandom(Seed);
        var society = new SampleSociety(words, random);
        var catalogue = new SampleCatalogue(words, random, society.Countries, society.Store.Rows.Count);
        var trade = new SampleTrade(words, random, catalogue, society.Customer.Rows.Count);
        return
        [
            society.Country,
            society.City,
            society.Address,
            society.Store,
            society.Staff,
            society.Customer,
            catalogue.Genre,
            catalogue.Person,
            catalogue.Film,
            catalogue.FilmGenre,
            catalogue.FilmCast,
            catalogue.FilmCopy,
            trade.Rental,
            trade.Payment,
            trade.Review,
        ];
    }
}
