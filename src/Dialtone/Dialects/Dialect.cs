using Dialtone.Parameters;

namespace Dialtone.Dialects;

/// <summary>One family of servers: how its targets resolve and who opens its connections.</summary>
/// <param name="Name">The name that a parsed target carries, such as <c>postgresql</c>.</param>
/// <param name="Resolve">Finds every parameter's value.</param>
/// <param name="CreateConnector">Makes the connector of a resolved target; opens nothing.</param>
sealed record Dialect(
    string Name,
    Func<Target, ResolutionContext, ResolvedTarget> Resolve,
    Func<ResolvedTarget, ConnectorOptions, Connector> CreateConnector
);
