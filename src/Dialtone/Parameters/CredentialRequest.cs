namespace Dialtone.Parameters;

/// <summary>The connection for which a credential is asked.</summary>
/// <param name="Host">The host's name, address or socket folder.</param>
/// <param name="Port">The port.</param>
/// <param name="User">The user.</param>
/// <param name="Database">The database, or empty.</param>
public sealed record CredentialRequest(string Host, int Port, string User, string Database);
