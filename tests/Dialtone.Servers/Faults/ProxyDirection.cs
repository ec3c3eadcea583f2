namespace Dialtone.Servers.Faults;

public enum ProxyDirection
{
    FromClient,
    FromServer,
}
