namespace Dialtone.Parameters;

/// <summary>libpq's <c>load_balance_hosts</c>: whether hosts and their addresses are tried in random order.</summary>
enum LoadBalanceHosts
{
    Disable,
    Random,
}
