namespace Dialtone.Shell.Editing;

/// <summary>How a piece of text looks, by what it is.</summary>
enum TextStyle : byte
{
    Plain,
    Prompt,
    Keyword,
    Text,
    Number,
    Comment,
    QuotedName,
    Parameter,
    Command,
    Type,
    Method,
    Error,
    Dim,
    Item,
    ItemDetail,
    SelectedItem,
    Match,
}

/// <summary>A range of a text with its style.</summary>
readonly record struct StyledRange(int Start, int Length, TextStyle Style);
