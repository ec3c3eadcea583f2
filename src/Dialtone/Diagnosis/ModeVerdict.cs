namespace Dialtone.Diagnosis;

/// <summary>What one mode of encryption would do with the server that was seen.</summary>
/// <param name="Mode">The mode, as the dialect spells it.</param>
/// <param name="IsAccepted">Whether a connection would come about.</param>
/// <param name="Meaning">What would happen.</param>
sealed record ModeVerdict(string Mode, bool IsAccepted, string Meaning);
