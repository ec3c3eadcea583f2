using System.Collections.Frozen;
using System.Globalization;

namespace Dialtone.Cli.Demo.Sample;

/// <summary>Films, who made them, and the copies on the shelves.</summary>
sealed class SampleCatalogue
{
    const int PersonCount = 320;

    readonly FrozenDictionary<string, string[]> words;
    readonly SampleRandom random;

    public SampleCatalogue(
        FrozenDictionary<string, string[]> words,
        SampleRandom random,
        IReadOnlyList<SampleCountry> countries,
        int storeCount
    )
    {
        this.words = words;
        this.random = random;
        AddPeople(countries);
        AddFilms(storeCount);
    }

    public SampleTable Genre { get; } = new("genre", "id", "name");
    public SampleTable Person { get; } = new("person", "id", "name", "country_code", "born_on");
    public SampleTable Film { get; } =
        new(
            "film",
            "id",
            "name",
            "original_name",
            "release_year",
            "rating",
            "minutes",
            "daily_price",
            "replacement_cost",
            "languages",
            "details",
            "synopsis",
            "updated_at"
        );
    public SampleTable FilmGenre { get; } = new("film_genre", "film_id", "genre_id");
    public SampleTable FilmCast { get; } = new("film_cast", "film_id", "billing", "person_id", "job", "character_name");
    public SampleTable FilmCopy { get; } = new("film_copy", "id", "film_id", "store_id", "barcode", "medium", "acquired_on", "retired_on");

    /// <summary>The daily price of each film, by its id less one.</summary>
    public List<decimal> DailyPrices { get; } = [];

    /// <summary>The film and the store of each copy that can be rented.</summary>
    public List<(int Copy, int Film, int Store)> Copies { get; } = [];

    void AddPeople(IReadOnlyList<SampleCountry> countries)
    {
        for (var id = 1; id <= PersonCount; id++)
        {
            var country = random.Pick(countries);
            DateOnly? born = random.Chance(12) ? null : new DateOnly(1915, 1, 1).AddDays(random.Below(31_000));
            Person.Add(id, country.FullName(random), random.Chance(5) ? null : country.Code, born);
        }
    }

    void AddFilms(int storeCount)
    {
        (string Genre, string[] Films)[] sections = [.. SampleText.ReadSections("films.txt")];
        foreach (var (genre, _) in sections)
        {
            Genre.Add(Genre.Rows.Count + 1, genre);
        }

        // Ids are dealt out across the genres, so that the first page of the table is not one genre.
        var films = sections
            .SelectMany((section, genre) => section.Films.Select((line, place) => (line, genre: genre + 1, place)))
            .OrderBy(film => film.place)
            .ThenBy(film => film.genre);
        foreach (var (line, genre, _) in films)
        {
            var parts = line.Split('|', StringSplitOptions.TrimEntries);
            var film = AddFilm(parts[0], parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2) ?? "en", sections[genre - 1].Genre);
            FilmGenre.Add(film, genre);
            var second = random.Between(1, sections.Length);
            if (second != genre && random.Chance(45))
            {
                FilmGenre.Add(film, second);
            }

            AddCast(film);
            AddCopies(film, storeCount);
        }
    }

    int AddFilm(string name, string? originalName, string language, string genre)
    {
        var id = Film.Rows.Count + 1;
        var year = 2024 - Math.Min(random.Below(95), random.Below(60));
        var price = random.Between(1, 4) + (random.Chance(70) ? 0.99m : 0.49m);
        DailyPrices.Add(price);
        string[] others = ["de", "fr", "es", "ja"];
        string[] languages =
            genre == "Music" && random.Chance(50) ? [] : [language, .. others.Where(other => other != language && random.Chance(20))];
        return Film.Add(
            id,
            name,
            string.IsNullOrEmpty(originalName) ? null : originalName,
            year,
            Rating(genre),
            random.Between(61, 189),
            price,
            random.Between(8, 34) + 0.99m,
            languages,
            Details(year),
            Synopsis(id),
            new DateTime(2025, 12, 1, 8, 0, 0, DateTimeKind.Utc).AddSeconds(-random.Below(40_000_000))
        );
    }

    string? Rating(string genre)
    {
        string?[] ratings = genre switch
        {
            "Family" or "Animation" => ["G", "G", "G", "PG", "PG", null],
            "Horror" or "Thriller" or "Crime" => ["PG-13", "R", "R", "R", "NC-17", null],
            _ => ["G", "PG", "PG", "PG-13", "PG-13", "PG-13", "R", "R", null],
        };
        return random.Pick(ratings);
    }

    string Details(int year)
    {
        var colour = year > 1960 || random.Chance(30) ? "true" : "false";
        var awards = random.Chance(20)
            ? $$"""[{"name": "{{random.Pick(words["award"])}}", "year": {{(year + 1).ToString(CultureInfo.InvariantCulture)}}}]"""
            : "[]";
        return $$"""{"aspect": "{{random.Pick(["1.37:1", "1.85:1", "2.39:1"])}}", "colour": {{colour}}, "awards": {{awards}}}""";
    }

    string? Synopsis(int film)
    {
        if (film == 13)
        {
            return "";
        }

        var trait = random.Pick(words["trait"]);
        var article = "aeiou".Contains(trait[0]) ? "An" : "A";
        var text = $"{article} {trait} {random.Pick(words["hero"])} must {random.Pick(words["task"])} {random.Pick(words["limit"])}.";
        return random.Chance(6) ? null : text;
    }

    void AddCast(int film)
    {
        var billing = 1;
        FilmCast.Add(film, billing, random.Between(1, PersonCount), "director", null);
        var actors = new SortedSet<int>();
        for (var count = random.Between(2, 7); actors.Count < count; )
        {
            actors.Add(random.Between(1, PersonCount));
        }

        foreach (var actor in actors)
        {
            FilmCast.Add(film, ++billing, actor, "actor", random.Chance(8) ? null : random.Pick(words["role"]));
        }
    }

    void AddCopies(int film, int storeCount)
    {
        for (var count = random.Between(1, 6); count > 0; count--)
        {
            var store = random.Between(1, storeCount);
            var acquired = new DateOnly(2022, 5, 2).AddDays(random.Below(600));
            var medium = random.Pick(["VHS", "DVD", "DVD", "Blu-ray"]);
            DateOnly? retired = medium == "VHS" && random.Chance(20) ? new DateOnly(2023, 12, 30) : null;
            var id = FilmCopy.Add(FilmCopy.Rows.Count + 1, film, store, random.Uuid(), medium, acquired, retired);
            if (retired is null)
            {
                Copies.Add((id, film, store));
            }
        }
    }
}
