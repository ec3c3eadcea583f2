namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Where the server is, and which of several will do.</summary>
static class HostFacets
{
    public static IEnumerable<Facet> All { get; } =
    [
        new(
            "host",
            new("", static _ => { }) { Weight = 70 },
            Spelled("name", "localhost", ""),
            Spelled("address", "127.0.0.1", ""),
            Spelled("hostaddr", "", "127.0.0.1"),
            Spelled("upper", "LOCALHOST", "127.0.0.1"),
            Spelled("subdomain", "db.localhost", "127.0.0.1"),
            Spelled("two levels", "a.b.localhost", "127.0.0.1"),
            Spelled("dot", "localhost.", "127.0.0.1"),
            Spelled("short", "127.1", "127.0.0.1"),
            Spelled("alias", "alias.example", "127.0.0.1"),
            Spelled("address named", "127.0.0.1", "127.0.0.1"),
            Spelled("other address", "10.0.0.1", "127.0.0.1"),
            Spelled("unknown", "nowhere.invalid", ""),
            Spelled("bad hostaddr", "localhost", "nowhere"),
            new("socket", static draft => draft.Hosts[0] = Socket(draft))
        ),
        new(
            "list",
            new("", static _ => { }) { Weight = 100 },
            Listed("dead first", static draft => [Peer(draft.Ports.Dead), draft.Hosts[0]]),
            Listed("dead", static draft => [Peer(draft.Ports.Dead)]),
            Listed("dead twice", static draft => [Peer(draft.Ports.Dead), Peer(draft.Ports.Dead)]),
            Listed("dead last", static draft => [draft.Hosts[0], Peer(draft.Ports.Dead)]),
            Listed("standby first", static draft => [Peer(draft.Ports.Standby), draft.Hosts[0]]),
            Listed("standby last", static draft => [draft.Hosts[0], Peer(draft.Ports.Standby)]),
            Listed("standby", static draft => [Peer(draft.Ports.Standby)]),
            Listed("starting first", static draft => [Peer(draft.Ports.Starting), draft.Hosts[0]]),
            Listed("full first", static draft => [Peer(draft.Ports.Full), draft.Hosts[0]]),
            Listed("unknown first", static draft => [new("nowhere.invalid", "", "5432"), draft.Hosts[0]]),
            Listed("bad port first", static draft => [new("localhost", "127.0.0.1", "70000"), draft.Hosts[0]]),
            Listed("empty port first", static draft => [draft.Hosts[0], new("localhost", "127.0.0.1", "")]),
            Listed("socket first", static draft => [Socket(draft), draft.Hosts[0]]),
            Listed("no socket first", static draft => [new("/nowhere", "", $"{draft.Ports.Socket}"), draft.Hosts[0]]),
            Listed("all", static draft => [Peer(draft.Ports.Dead), Peer(draft.Ports.Standby), Peer(draft.Ports.Starting), draft.Hosts[0]]),
            new("one port", static draft => Repeat(draft, $"{draft.Ports.Primary}")),
            new("too many ports", static draft => Repeat(draft, $"{draft.Ports.Primary},1,2")),
            new(
                "too many addresses",
                static draft =>
                {
                    draft.Set("host", "localhost");
                    draft.Set("hostaddr", "127.0.0.1,127.0.0.1");
                }
            )
        ),
        Facet.Parameter(
            "target_session_attrs",
            "any",
            "read-write",
            "read-only",
            "primary",
            "standby",
            "prefer-standby",
            "prefer-standby",
            "bogus"
        ),
        Facet.Parameter("load_balance_hosts", "disable", "random", "bogus"),
    ];

    static HostSpelling Peer(int port) => new("localhost", "127.0.0.1", $"{port}");

    static HostSpelling Socket(CaseDraft draft) => new(draft.Ports.SocketFolder, "", $"{draft.Ports.Socket}");

    static Choice Spelled(string label, string host, string address) => new(label, draft => draft.Spell(host, address));

    static Choice Listed(string label, Func<CaseDraft, List<HostSpelling>> hosts) => new(label, draft => draft.Hosts = hosts(draft));

    static void Repeat(CaseDraft draft, string port)
    {
        draft.Hosts = [draft.Hosts[0], draft.Hosts[0]];
        draft.Set("port", port);
    }
}
