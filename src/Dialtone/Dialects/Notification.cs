namespace Dialtone.Dialects;

/// <summary>A message that another session sent with PostgreSQL's <c>NOTIFY</c>.</summary>
/// <param name="Channel">The channel it was sent to.</param>
/// <param name="Payload">Its text, empty where none was sent; untrusted.</param>
/// <param name="SenderId">The server's process of the sender.</param>
public sealed record Notification(string Channel, string Payload, int SenderId);
