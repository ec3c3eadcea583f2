namespace Dialtone.Diagnosis.Probing;

/// <summary>What a MySQL or MariaDB server says when somebody connects.</summary>
/// <param name="Version">Its version.</param>
/// <param name="OffersTls">Whether it can do TLS.</param>
/// <param name="Plugin">The authentication plugin that it proposes.</param>
/// <param name="ErrorNumber">The number of its error; 0 if it sent none.</param>
/// <param name="Error">Its error.</param>
sealed record MySqlGreeting(string Version, bool OffersTls, string Plugin, int ErrorNumber = 0, string? Error = null);
