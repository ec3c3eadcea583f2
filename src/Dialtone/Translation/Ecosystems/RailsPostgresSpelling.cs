using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Rails's <c>database.yml</c> for PostgreSQL: libpq's parameters stand beside the names of Rails.</summary>
sealed class RailsPostgresSpelling() : LibpqSpelling("rails", "Rails database.yml, PostgreSQL (Ruby)")
{
    public override bool Recognizes(string text) => RailsText.IsFor(text, "postgresql", "postgis");

    public override string Write(Draft draft) =>
        RailsText.Write(
            "postgresql",
            TakeAll(draft)
                .Select(pair =>
                    (
                        pair.Keyword switch
                        {
                            "user" => "username",
                            "dbname" => "database",
                            _ => pair.Keyword,
                        },
                        pair.Value
                    )
                )
        );

    public override Target Read(string text, Reading reading)
    {
        foreach (var (name, value) in RailsText.Read(text))
        {
            if (name == "url")
                ReadTarget(value, reading);
            else if (name is not ("adapter" or "encoding" or "pool"))
                ReadPairs(
                    [
                        (
                            name switch
                            {
                                "username" => "user",
                                "database" => "dbname",
                                _ => name,
                            },
                            value
                        ),
                    ],
                    reading
                );
        }
        return reading.ToTarget();
    }
}
