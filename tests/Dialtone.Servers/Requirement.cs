namespace Dialtone.Servers;

/// <summary>Whether something a test needs is on this machine, and if not, how to get it.</summary>
public sealed record Requirement(bool IsMet, string Reason);
