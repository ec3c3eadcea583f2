namespace Dialtone.Cli.Commands;

/// <summary>What a command line asks of the doctor.</summary>
/// <param name="Json">Whether the report is written as JSON.</param>
/// <param name="Timeout">The limit of each stage.</param>
/// <param name="Error">Another client's error text to explain instead of connecting.</param>
/// <param name="Client">The client that the target is for.</param>
sealed record DoctorRequest(bool Json, TimeSpan Timeout, string? Error, string? Client);
