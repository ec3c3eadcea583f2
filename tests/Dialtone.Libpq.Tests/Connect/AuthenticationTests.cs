using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Ways of authentication, what the client requires of them, and other options: the same verdict as libpq 18, in its words.</summary>
[Collection<ConnectServer>]
public sealed class AuthenticationTests(ConnectServer shared)
{
    static readonly string[] Users =
    [
        PostgresUsers.Scram,
        PostgresUsers.Md5,
        PostgresUsers.ClearText,
        PostgresUsers.Trusted,
        PostgresUsers.Alice,
    ];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Channel_binding_and_require_auth()
    {
        var server = await shared.PresentingAsync(ServerCertificate.Good, Token);
        string[] methods =
        [
            "scram-sha-256",
            "password",
            "md5",
            "none",
            "gss",
            "oauth",
            "scram-sha-256,none",
            "!password",
            "!password,!md5",
            "!none",
            "!scram-sha-256",
            "!gss,!sspi",
            "password,!md5",
            "scram-sha-256,scram-sha-256",
            "bogus",
            "''",
        ];
        var binding =
            from user in Users
            from value in new[] { "disable", "prefer", "require" }
            from mode in new[] { "disable", "prefer", "require" }
            select Case(server.Port, $"binding {value} {user} {mode}", user, $"sslmode={mode} channel_binding={value}");
        var required =
            from user in Users
            from value in methods
            select Case(server.Port, $"auth {value} {user}", user, $"sslmode=require require_auth={value}");
        var both =
            from user in Users
            from value in new[] { "scram-sha-256", "!password" }
            select Case(server.Port, $"both {value} {user}", user, $"sslmode=require channel_binding=require require_auth={value}");

        await ConnectComparison.AssertSameAsync(binding.Concat(required).Concat(both), ConnectDifferences.Authentication, Token);
    }

    [Fact]
    public async Task Other_options()
    {
        var server = await shared.PresentingAsync(ServerCertificate.Good, Token);
        string[] options =
        [
            "password='tell nobody' user=scramu sslmode=require",
            "password='tell nobody' user=scramu",
            "password='' user=scramu",
            "dbname=nosuch",
            "dbname='postgres application_name=x'",
            "options='-c statement_timeout=5s'",
            @"options='-c search_path=a\\ b'",
            "options=bogus",
            "options='-c nosuch=1'",
            "options=--geqo=off",
            "port=abc",
            "port=70000",
            "port=0",
            "connect_timeout=abc",
            "connect_timeout=' 5 '",
            "connect_timeout=-1",
            "keepalives=abc",
            "keepalives_idle=abc",
            "tcp_user_timeout=abc",
            "tcp_user_timeout=1000",
            "target_session_attrs=read-write",
            "target_session_attrs=read-only",
            "target_session_attrs=primary",
            "target_session_attrs=standby",
            "target_session_attrs=prefer-standby",
            "target_session_attrs=bogus",
            "load_balance_hosts=random",
            "load_balance_hosts=bogus",
            "client_encoding=LATIN1",
            "client_encoding=bogus",
            "client_encoding=auto",
            "gssencmode=disable",
            "gssencmode=require",
            "gssencmode=bogus",
            "min_protocol_version=3.0",
            "min_protocol_version=3.2",
            "max_protocol_version=latest",
            "max_protocol_version=3.2",
            "min_protocol_version=3.2 max_protocol_version=3.0",
            "sslmode=bogus",
            "sslmode=''",
            "sslnegotiation=direct",
            "sslnegotiation=direct sslmode=require",
            "sslnegotiation=bogus",
            "ssl_min_protocol_version=TLSv1.3 sslmode=require",
            "ssl_max_protocol_version=TLSv1.2 sslmode=require",
            "ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=TLSv1.2",
            "ssl_min_protocol_version=bogus",
            "ssl_max_protocol_version=TLSv1.1",
            "sslsni=0 sslmode=require",
            "sslcertmode=bogus",
            "channel_binding=bogus",
            "user=nosuch",
            "user=sslonly",
            "user=sslonly sslmode=disable",
            "user=sslonly sslmode=allow",
            "user=plainonly",
            "user=plainonly sslmode=allow",
            "user=plainonly sslmode=require",
            "user=postgres",
            "host=nowhere.invalid hostaddr=''",
            "hostaddr=nowhere",
            "hostaddr=127.0.0.1,127.0.0.1",
            "host=localhost,localhost hostaddr=127.0.0.1,127.0.0.1",
            $"host={server.SocketFolder} hostaddr=''",
            $"host={server.SocketFolder} hostaddr='' sslmode=verify-full",
            $"host={server.SocketFolder} hostaddr='' user=scramu password='{PostgresUsers.Password}' channel_binding=require",
            "host=/nowhere hostaddr=''",
            "host=::1 hostaddr=''",
        ];
        var cases = options.Select(option => Case(server.Port, option, PostgresUsers.Trusted, option));

        await ConnectComparison.AssertSameAsync(cases, ConnectDifferences.Options, Token);
    }

    ConnectCase Case(int port, string name, string user, string parameters)
    {
        var alice = shared.Pki.Client(Pki.Alice);
        var credential =
            user == PostgresUsers.Alice ? $"sslcert={alice.Certificate} sslkey={alice.Key}" : $"password='{PostgresUsers.Password}'";
        return new(name, $"host=localhost hostaddr=127.0.0.1 port={port} dbname=postgres user={user} {credential} {parameters}");
    }
}
