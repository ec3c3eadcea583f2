using Dialtone.Translation;

namespace Dialtone.Cli.Commands;

/// <summary>What a command line asks of a translation.</summary>
/// <param name="To">The ecosystem to write for.</param>
/// <param name="File">The file that holds the target.</param>
/// <param name="Json">Whether the translation is written as JSON.</param>
/// <param name="Options">How it is translated.</param>
sealed record TranslateRequest(string? To, string? File, bool Json, TranslationOptions Options);
