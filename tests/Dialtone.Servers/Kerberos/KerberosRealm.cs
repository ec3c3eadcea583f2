using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Kerberos;

/// <summary>A throwaway Kerberos realm: a key distribution centre on a free loopback port, its principals, their tickets and keys.</summary>
/// <remarks>
/// Kerberos reads the environment of a process, not of a connection: a client under test is a process of its own that gets
/// <see cref="WithTicket"/> or <see cref="WithoutTicket"/>.
/// </remarks>
public sealed class KerberosRealm : IAsyncDisposable
{
    const string Master = "only for tests";

    readonly TemporaryFolder folder;
    readonly ServerProcess process;

    KerberosRealm(TemporaryFolder folder, ServerProcess process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    public const string Name = "DIALTONE.TEST";

    /// <summary>The principal that has a ticket.</summary>
    public const string User = $"walt@{Name}";

    /// <summary>The map of pg_ident.conf that lets <see cref="User"/> in as one of the <see cref="MappedUsers"/>.</summary>
    public const string Map = "walt";

    /// <summary>Users of PostgreSQL, for a test to give rules to.</summary>
    public static IReadOnlyList<string> MappedUsers { get; } = ["anylogin", "gsslogin", "nogsslogin", "tlslogin", "plainlogin"];

    /// <summary>The hosts whose PostgreSQL has a key.</summary>
    public static IReadOnlyList<string> Hosts { get; } = ["localhost", PostgresServer.Host];

    public int Port { get; }

    /// <summary>What the key distribution centre has been asked for since its start.</summary>
    public string Log => process.Log;

    /// <summary>The environment of a client with a ticket.</summary>
    public IReadOnlyDictionary<string, string> WithTicket => Client("tickets");

    /// <summary>The environment of a client that has none.</summary>
    public IReadOnlyDictionary<string, string> WithoutTicket => Client("nothing");

    /// <summary>What makes a PostgreSQL a service of the realm.</summary>
    public PostgresOptions Serve(PostgresOptions options) =>
        options with
        {
            Environment = new Dictionary<string, string?> { ["KRB5_CONFIG"] = folder["krb5.conf"], ["KRB5RCACHETYPE"] = "none" },
            Settings = new Dictionary<string, string>(options.Settings)
            {
                ["krb_server_keyfile"] = $"'{folder["postgres.keytab"]}'",
                ["ident_file"] = $"'{folder["pg_ident.conf"]}'",
            },
        };

    internal static string? Program => Executables.Find("krb5kdc");

    /// <summary>Whether everything is there that a realm needs.</summary>
    internal static bool IsInstalled => Array.TrueForAll(["krb5kdc", "kdb5_util", "kadmin.local", "kinit"], Has);

    public static async Task<KerberosRealm> StartAsync(CancellationToken cancellationToken = default)
    {
        var folder = TemporaryFolder.ForServer();
        try
        {
            var port = LoopbackPort.Free();
            folder.Write("krb5.conf", ClientConfiguration(port));
            folder.Write("kdc.conf", ServerConfiguration(folder, port));
            folder.Write("pg_ident.conf", string.Concat(MappedUsers.Select(user => $"{Map} {User} {user}\n")));
            await MakePrincipalsAsync(folder, cancellationToken);
            var process = ServerProcess.Start(
                folder,
                "TERM",
                [Program!, "-n", "-r", Name, "-P", folder["kdc.pid"]],
                environment: Environment(folder)
            );
            var realm = new KerberosRealm(folder, process, port);
            await realm.UntilReadyAsync(cancellationToken);
            return realm;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>The krb5.conf of a client whose realm is served on a port.</summary>
    /// <remarks>Without name servers: a test machine has none for the realm, and its own name resolves to whatever it likes.</remarks>
    public static string ClientConfiguration(int port) =>
        $$"""
            [libdefaults]
              default_realm = {{Name}}
              dns_canonicalize_hostname = false
              dns_lookup_realm = false
              dns_lookup_kdc = false
              rdns = false
              forwardable = true
              udp_preference_limit = 1
            [realms]
              {{Name}} = {
                kdc = {{PostgresServer.Host}}:{{port}}
              }

            """;

    async Task UntilReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await process.WaitUntilAsync(token => LoopbackPort.AcceptsAsync(Port, token), "the Kerberos server", cancellationToken);
            string[] arguments = ["-k", "-t", folder["user.keytab"], "-c", Cache("tickets"), User];
            var issued = await new Command("kinit", arguments) { Environment = Environment(folder) }.RunAsync(cancellationToken);
            issued.Expect("kinit");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    static async Task MakePrincipalsAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        string[] create = ["-r", Name, "-P", Master, "create", "-s"];
        var created = new Command(Executables.Find("kdb5_util")!, create) { Environment = Environment(folder) };
        (await created.AsServiceAccount().RunAsync(cancellationToken)).Expect("kdb5_util");

        var services = Hosts.Select(host => $"postgres/{host}@{Name}").ToArray();
        IEnumerable<string> commands =
        [
            .. services.Append(User).Select(principal => $"addprinc -randkey {principal}"),
            $"ktadd -k {folder["postgres.keytab"]} {string.Join(' ', services)}",
            $"ktadd -k {folder["user.keytab"]} {User}",
        ];
        var made = new Command(Executables.Find("kadmin.local")!, "-r", Name)
        {
            Environment = Environment(folder),
            Input = string.Join('\n', commands) + "\n",
        };
        (await made.AsServiceAccount().RunAsync(cancellationToken)).Expect("kadmin.local");
    }

    static bool Has(string program) => Executables.Find(program) is not null;

    static Dictionary<string, string?> Environment(TemporaryFolder folder) =>
        new() { ["KRB5_CONFIG"] = folder["krb5.conf"], ["KRB5_KDC_PROFILE"] = folder["kdc.conf"] };

    Dictionary<string, string> Client(string cache) => new() { ["KRB5_CONFIG"] = folder["krb5.conf"], ["KRB5CCNAME"] = Cache(cache) };

    string Cache(string name) => $"FILE:{folder[name]}";

    static string ServerConfiguration(TemporaryFolder folder, int port) =>
        $$"""
            [kdcdefaults]
              kdc_listen = ""
              kdc_tcp_listen = {{PostgresServer.Host}}:{{port}}
            [realms]
              {{Name}} = {
                database_name = {{folder["principals"]}}
                key_stash_file = {{folder["stash"]}}
                acl_file = {{folder["acl"]}}
              }
            [logging]
              kdc = STDERR

            """;
}
