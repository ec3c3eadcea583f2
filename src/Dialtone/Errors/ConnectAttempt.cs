namespace Dialtone.Errors;

/// <summary>One attempt of the connect loop: an address, an encryption method, and why it failed.</summary>
/// <param name="Where">The peer as libpq names it, such as <c>server at "db" (10.0.0.1), port 5432</c>.</param>
/// <param name="Encryption"><c>TLS</c>, <c>GSSAPI</c> or <c>none</c>.</param>
/// <param name="Problem">What failed.</param>
public sealed record ConnectAttempt(string Where, string Encryption, string Problem);
