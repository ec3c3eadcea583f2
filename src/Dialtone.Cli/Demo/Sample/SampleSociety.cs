using System.Collections.Frozen;

namespace Dialtone.Cli.Demo.Sample;

/// <summary>Places, stores, staff and customers.</summary>
sealed class SampleSociety
{
    const int CustomerCount = 600;

    static readonly DateTime FirstMember = new(2019, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    readonly IReadOnlyList<SampleCountry> countries = SampleCountry.ReadAll();
    readonly List<(int City, SampleCountry Country)> cities = [];
    readonly FrozenDictionary<string, string[]> words;
    readonly SampleRandom random;

    public SampleSociety(FrozenDictionary<string, string[]> words, SampleRandom random)
    {
        this.words = words;
        this.random = random;
        AddPlaces();
        AddStores();
        AddCustomers();
    }

    public SampleTable Country { get; } = new("country", "code", "name");
    public SampleTable City { get; } = new("city", "id", "name", "country_code", "time_zone");
    public SampleTable Address { get; } = new("address", "id", "street", "addition", "postcode", "city_id");
    public SampleTable Store { get; } = new("store", "id", "name", "address_id", "manager_id", "opening_hours", "opened_on");
    public SampleTable Staff { get; } = new("staff", "id", "store_id", "given_name", "family_name", "email", "hired_on", "is_active");
    public SampleTable Customer { get; } =
        new(
            "customer",
            "id",
            "store_id",
            "given_name",
            "family_name",
            "email",
            "address_id",
            "preferences",
            "note",
            "joined_at",
            "is_active"
        );

    public IReadOnlyList<SampleCountry> Countries => countries;

    void AddPlaces()
    {
        foreach (var country in countries)
        {
            Country.Add(country.Code, country.Name);
            foreach (var city in country.Cities)
            {
                cities.Add((City.Add(City.Rows.Count + 1, city, country.Code, country.TimeZone), country));
            }
        }
    }

    void AddStores()
    {
        (string Name, string Country, string Hours, DateOnly Opened)[] stores =
        [
            ("The Long Rewind", "IE", """{"mon-fri": ["10:00", "21:00"], "sat": ["10:00", "23:00"], "sun": null}""", new(2019, 3, 1)),
            ("Spulenhaus", "DE", """{"mon-sat": ["11:00", "22:00"], "sun": null}""", new(2020, 10, 17)),
            ("夜ふかしビデオ", "JP", """{"daily": ["14:00", "02:00"]}""", new(2022, 4, 29)),
        ];
        foreach (var (name, code, hours, opened) in stores)
        {
            var home = cities.First(city => city.Country.Code == code);
            var store = Store.Rows.Count + 1;
            var manager = Staff.Rows.Count + 1;
            Store.Add(store, name, AddAddress(home), manager, hours, opened);
            for (var member = 0; member < 3; member++)
            {
                var id = Staff.Rows.Count + 1;
                var (given, family) = (random.Pick(home.Country.GivenNames), random.Pick(home.Country.FamilyNames));
                var isActive = store != 1 || member != 2;
                Staff.Add(id, store, given, family, $"desk{id}@shop.example", opened.AddDays(member * 97), isActive);
            }
        }
    }

    void AddCustomers()
    {
        for (var id = 1; id <= CustomerCount; id++)
        {
            var home = random.Pick(cities);
            var joined = FirstMember.AddMinutes(id * 4_150L + random.Below(2_000));
            var email = random.Chance(8)
                ? null
                : $"{random.Pick(words["hero"]).Replace(' ', '.')}{id}@example.{(id % 3 == 0 ? "net" : "org")}";
            Customer.Add(
                id,
                random.Between(1, Store.Rows.Count),
                random.Pick(home.Country.GivenNames),
                random.Chance(2) ? "" : random.Pick(home.Country.FamilyNames),
                email,
                random.Chance(4) ? null : AddAddress(home),
                Preferences(),
                random.Chance(6) ? random.Pick(words["note"]) : null,
                joined,
                random.Chance(93)
            );
        }
    }

    string Preferences() =>
        random.Below(5) switch
        {
            0 => "{}",
            1 => """{"newsletter": true}""",
            2 => """{"newsletter": false, "theme": "dark"}""",
            3 => """{"newsletter": true, "favourites": ["Horror", "Music"], "theme": null}""",
            _ => """{"favourites": ["Science Fiction"], "theme": "dark", "limits": {"per_week": 3, "adult": false}}""",
        };

    int AddAddress((int City, SampleCountry Country) home)
    {
        var addition = random.Below(12) switch
        {
            0 => "c/o the bakery",
            1 => $"Flat {random.Between(1, 40)}\nRing twice",
            2 => "",
            _ => null,
        };
        var postcode = home.Country.Code is "IE" or "EG" ? null : $"{random.Between(10_000, 99_999)}";
        return Address.Add(Address.Rows.Count + 1, home.Country.Street(random), addition, postcode, home.City);
    }
}
