namespace Dialtone.Cli.Demo.Sample;

/// <summary>A country with its cities, streets and names.</summary>
sealed record SampleCountry(
    string Code,
    string Name,
    string TimeZone,
    IReadOnlyList<string> Cities,
    IReadOnlyList<string> Streets,
    IReadOnlyList<string> GivenNames,
    IReadOnlyList<string> FamilyNames
)
{
    public static IReadOnlyList<SampleCountry> ReadAll() => [.. SampleText.ReadSections("places.txt").Select(Read)];

    /// <summary>A name as it is written in that country.</summary>
    public string FullName(SampleRandom random)
    {
        var (given, family) = (random.Pick(GivenNames), random.Pick(FamilyNames));
        return Code is "JP" or "KR" or "CN" ? family + given : $"{given} {family}";
    }

    /// <summary>An address line: the number goes where the country puts it.</summary>
    public string Street(SampleRandom random)
    {
        var (street, number) = (random.Pick(Streets), random.Between(1, 140));
        return Code switch
        {
            "FR" or "US" or "IE" or "IN" or "NG" => $"{number} {street}",
            "JP" or "CN" => $"{street}{number}",
            _ => $"{street} {number}",
        };
    }

    static SampleCountry Read((string Heading, string[] Lines) section)
    {
        var heading = section.Heading.Split('|', StringSplitOptions.TrimEntries);
        return new(heading[0], heading[1], heading[2], List("cities:"), List("streets:"), List("given:"), List("family:"));

        string[] List(string label) =>
            section
                .Lines.First(line => line.StartsWith(label, StringComparison.Ordinal))[label.Length..]
                .Split(',', StringSplitOptions.TrimEntries);
    }
}
