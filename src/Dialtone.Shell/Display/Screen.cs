namespace Dialtone.Shell.Display;

/// <summary>What is known of the terminal at this moment.</summary>
/// <param name="Width">Its columns; 0 if nobody looks.</param>
/// <param name="Height">Its lines.</param>
/// <param name="HasColour">Whether it shows light and colour.</param>
sealed record Screen(int Width, int Height, bool HasColour)
{
    /// <summary>No terminal.</summary>
    public static Screen None { get; } = new(0, 0, false);
}
