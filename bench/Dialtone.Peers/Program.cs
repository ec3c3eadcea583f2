// The engine beside its peers on one throwaway server over verified TLS. Usage: bench/peers [SECTION…]; sections: pool key read write
using Dialtone.Peers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

var sections = args.Length > 0 ? args : ["pool", "key", "read", "write"];
using var pki = new Pki();
await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, pki);
await using var peers = await Peers.ConnectAsync(server, pki);
if (sections.Contains("pool"))
{
    await Reading.CheckoutAloneAsync(peers, rounds: 9, operations: 200_000);
}

if (sections.Contains("key"))
{
    await Reading.KeyHeldAsync(peers, rounds: 9, operations: 5_000);
    await Reading.KeyCheckoutAsync(peers, rounds: 9, operations: 5_000, callers: 1);
    await Reading.KeyCheckoutAsync(peers, rounds: 9, operations: 20_000, callers: 8);
}

if (sections.Contains("read"))
{
    await Reading.MillionAsync(peers, rounds: 5);
}

if (sections.Contains("write"))
{
    await Writing.RunAsync(peers, rounds: 5);
}
