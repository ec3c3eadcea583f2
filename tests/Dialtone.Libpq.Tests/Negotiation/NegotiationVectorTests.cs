using System.Text.Json;
using System.Text.RegularExpressions;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Servers.Kerberos;
using Dialtone.Servers.Postgres;
using Dialtone.Tests.Parameters;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>
/// PostgreSQL's own table of who negotiates what in which order (<c>005_negotiate_encryption.pl</c>): users × gssencmode × sslmode × sslnegotiation.
/// Every row holds on the wire for Dialtone, and for libpq 15 where it knows the keywords, which shows that the wire is read rightly.
/// </summary>
[Collection<KerberosLab>]
public sealed partial class NegotiationVectorTests(KerberosLab lab)
{
    // A name for each table of the file, which knows them by number.
    const int Bare = 0;
    const int ClientWithoutTls = 1;
    const int OnlyTls = 2;
    const int OnlyGss = 3;
    const int TlsAndGss = 4;

    const string Users = """
        host         all  testuser   all trust
        hostnossl    all  nossluser  all trust
        hostssl      all  ssluser    all trust
        hostnogssenc all  nogssuser  all trust

        """;
    const string GssUser = """
        hostgssenc   all  gssuser    all trust

        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_server_without_encryption() => CheckAsync(Bare, () => StartAsync(PostgresRelease.V18, tls: false));

    // The rows are those of a libpq that was built without TLS: it does not ask the server in vain, but it ends in the same way.
    [Fact]
    public Task A_server_without_encryption_ends_as_with_a_client_without_tls() =>
        CheckAsync(ClientWithoutTls, () => StartAsync(PostgresRelease.V18, tls: false), endOnly: true);

    [Fact]
    public Task A_server_with_tls() => CheckAsync(OnlyTls, () => StartAsync(PostgresRelease.V18));

    [Fact]
    public Task A_server_with_gssapi() => CheckAsync(OnlyGss, () => StartAsync(PostgresRelease.V15, tls: false, lab.Realm));

    // Debian's PostgreSQL 15 has GSSAPI, the 18 at hand knows direct TLS: together they are the server of the table.
    [Fact]
    public Task A_server_with_tls_and_gssapi() =>
        CheckAsync(TlsAndGss, () => StartAsync(PostgresRelease.V15, realm: lab.Realm), () => StartAsync(PostgresRelease.V18));

    async Task CheckAsync(
        int table,
        Func<Task<PostgresServer>> start,
        Func<Task<PostgresServer>>? startDirectTls = null,
        bool endOnly = false
    )
    {
        var rows = Rows(table);
        await lab.RequireAsync(Token);
        var direct = startDirectTls is null ? null : startDirectTls();
        await using var peer = NegotiationPeer.Before(await start(), direct is null ? null : await direct);
        var environment = lab.Environment(hasTicket: table >= OnlyGss);

        var wrong = new List<string>();
        foreach (var row in rows)
        {
            var target = $"host=localhost hostaddr=127.0.0.1 port={peer.Port} dbname=postgres {Name(row)}";
            var negotiation = row.Text("sslnegotiation");
            await AskAsync(lab.Dialtone, $"{target} sslnegotiation={negotiation}", row, AskedOnce);
            // libpq 15 knows no sslnegotiation, looks for a ticket after it has connected, and got sslmode=allow right in version 17 only.
            if (negotiation == "postgres" && row.Text("events") != "-" && row.Text("sslmode") != "allow")
                await AskAsync(lab.Libpq15, target, row, static events => events);
        }
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {rows.Count} rows\n{string.Join('\n', wrong)}");
        Assert.NotEmpty(rows);

        async Task AskAsync(LibpqWorker client, string target, JsonElement row, Func<string, string> simplify)
        {
            var found = await peer.AskAsync(client, target, environment, Token);
            var expected = new NegotiationOutcome(row.Text("events")!, row.Text("outcome")!);
            if (found.End != expected.End || (!endOnly && simplify(found.Events) != expected.Events))
                wrong.Add($"{(client == lab.Dialtone ? "Dialtone" : "libpq 15")}: {found} instead of {expected} for {target}");
        }
    }

    // A row of DeliberateDifference: with sslmode=prefer the driver asks a server without TLS over a connection of its own, once for each engine.
    static string AskedOnce(string events) => events.Replace("sslreject, reconnect, sslreject", "sslreject", StringComparison.Ordinal);

    static string Name(JsonElement row) => $"user={row.Text("user")} gssencmode={row.Text("gssencmode")} sslmode={row.Text("sslmode")}";

    static List<JsonElement> Rows(int table) =>
        [
            .. VectorFile
                .Read("libpq-negotiation.json")
                .GetProperty("tables")
                .EnumerateArray()
                .Single(one => one.GetProperty("table").GetInt32() == table)
                .GetProperty("cases")
                .EnumerateArray(),
        ];

    async Task<PostgresServer> StartAsync(PostgresRelease release, bool tls = true, KerberosRealm? realm = null)
    {
        var users = realm is null ? Users : Users + GssUser;
        var names = users.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => UserColumn().Match(line).Groups[1].Value);
        var options = new PostgresOptions
        {
            Tls = tls,
            HostBasedAuthentication = users,
            Setup = string.Concat(names.Select(name => $"create role {name} login\n")),
        };
        return await PostgresServer.StartAsync(release, lab.Pki, realm?.Serve(options) ?? options, Token);
    }

    [GeneratedRegex(@"^\w+ +all +(\w+)")]
    private static partial Regex UserColumn();
}
