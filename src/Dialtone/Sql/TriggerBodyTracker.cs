namespace Dialtone.Sql;

/// <summary>SQLite: <c>[EXPLAIN …] CREATE [TEMP] TRIGGER … BEGIN …; END;</c> ends at a semicolon, END, and another semicolon.</summary>
/// <remarks>State by state the rule of <c>sqlite3_complete()</c>.</remarks>
sealed class TriggerBodyTracker : BlockTracker
{
    enum Place
    {
        Start,
        AfterExplain,
        AfterCreate,
        Body,
        BodyAfterSemicolon,
        BodyAfterEnd,
        Elsewhere,
    }

    Place place;

    public override bool IsInBody => place is Place.Body or Place.BodyAfterSemicolon;

    public override void Reset() => place = Place.Start;

    public override void Accept(SqlTokenKind kind, ReadOnlySpan<char> token)
    {
        var isWord = kind == SqlTokenKind.Word;
        place = place switch
        {
            Place.Start when isWord && Is(token, "explain") => Place.AfterExplain,
            Place.AfterExplain when !IsAny(token, ["explain", "create", "temp", "temporary", "trigger", "end"]) => Place.AfterExplain,
            Place.Start or Place.AfterExplain => isWord && Is(token, "create") ? Place.AfterCreate : Place.Elsewhere,
            Place.AfterCreate when isWord && IsAny(token, ["temp", "temporary"]) => Place.AfterCreate,
            Place.AfterCreate => isWord && Is(token, "trigger") ? Place.Body : Place.Elsewhere,
            Place.Elsewhere => Place.Elsewhere,
            Place.BodyAfterSemicolon when isWord && Is(token, "end") => Place.BodyAfterEnd,
            _ => token is ";" ? Place.BodyAfterSemicolon : Place.Body,
        };
    }
}
