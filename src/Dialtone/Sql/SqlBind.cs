namespace Dialtone.Sql;

enum SqlBindKind : byte
{
    /// <summary><c>:name</c>; in SQLite also <c>@name</c> and <c>$name</c>.</summary>
    Named,

    /// <summary>A hole of an interpolated text.</summary>
    Hole,

    /// <summary><c>\:</c>, which stands for a colon that is no bind.</summary>
    Escape,

    /// <summary>A parameter in the dialect's own spelling that has no name to fill it by: <c>$1</c>, <c>?</c>.</summary>
    Native,
}

/// <summary>How a bind stands behind IN, where a list spreads into several parameters.</summary>
enum ListPlace : byte
{
    None,

    /// <summary><c>in :ids</c>.</summary>
    Bare,

    /// <summary><c>in (:ids)</c>.</summary>
    Parenthesized,
}

/// <summary>A place in a statement that is sent otherwise than it is written.</summary>
/// <param name="Kind">What stands there.</param>
/// <param name="Start">Its first character: the colon, the backslash, the hole's mark.</param>
/// <param name="Length">Its length.</param>
/// <param name="ListPlace">Whether a list may stand here.</param>
/// <param name="ListStart">Where IN, or NOT before it, begins.</param>
/// <param name="ListEnd">Where the bind or the parenthesis around it ends.</param>
readonly record struct SqlBind(
    SqlBindKind Kind,
    int Start,
    int Length,
    ListPlace ListPlace = ListPlace.None,
    int ListStart = 0,
    int ListEnd = 0
)
{
    public int End => Start + Length;
}
