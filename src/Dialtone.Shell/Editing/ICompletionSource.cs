namespace Dialtone.Shell.Editing;

/// <summary>Knows what can stand at the cursor.</summary>
interface ICompletionSource
{
    /// <summary>What can stand at a place, the likeliest first. Runs beside the typing and is cancelled by the next key.</summary>
    /// <param name="text">The whole input.</param>
    /// <param name="cursor">The place in it.</param>
    /// <param name="isAsked">Whether the person asked, by Tab; otherwise an empty list is better than a long one.</param>
    /// <param name="cancellationToken">Cancelled once the answer is of no use.</param>
    Task<CompletionList> CompleteAsync(string text, int cursor, bool isAsked, CancellationToken cancellationToken);
}

/// <summary>What can stand at a place.</summary>
/// <param name="Start">Where the word begins that an item replaces; it ends at the cursor.</param>
/// <param name="Items">The candidates, the likeliest first.</param>
sealed record CompletionList(int Start, IReadOnlyList<CompletionItem> Items)
{
    /// <summary>Nothing.</summary>
    public static CompletionList None { get; } = new(0, []);
}

/// <summary>A candidate.</summary>
/// <param name="Label">What the list shows.</param>
/// <param name="Insert">What goes into the text.</param>
/// <param name="Kind">What it is, in one word.</param>
/// <param name="Documentation">What the last column of the list says about it.</param>
sealed record CompletionItem(string Label, string Insert, string Kind, string Documentation = "");
