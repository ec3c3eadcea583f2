namespace Dialtone.Libpq.Tests.Differential;

/// <summary>One element of a host list.</summary>
/// <param name="Host">The name, address or socket folder; may be empty.</param>
/// <param name="Address">The <c>hostaddr</c>; may be empty.</param>
/// <param name="Port">The port, as it is written.</param>
sealed record HostSpelling(string Host, string Address, string Port);
