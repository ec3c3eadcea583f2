namespace Dialtone.Servers.Postgres;

/// <summary>
/// The users of every test server and how each must log in over TCP. <c>postgres</c>, the superuser, gets in through the Unix socket only.
/// </summary>
public static class PostgresUsers
{
    /// <summary>The password of every user that has one.</summary>
    public const string Password = "correct horse";

    /// <summary>TLS and a client certificate with this name; nothing else counts.</summary>
    public const string Alice = "alice";

    /// <summary>The same as <see cref="Alice"/>.</summary>
    public const string Bob = "bob";

    /// <summary>TLS, a client certificate with this name, and the password (<c>clientcert=verify-full</c>).</summary>
    public const string CertificateAndPassword = "certfull";

    /// <summary>TLS and any client certificate from the trusted root (<c>clientcert=verify-ca</c>), no password.</summary>
    public const string AnyCertificate = "certca";

    /// <summary>Password by SCRAM-SHA-256, TLS or not.</summary>
    public const string Scram = "scramu";

    /// <summary>Password by MD5, TLS or not.</summary>
    public const string Md5 = "md5u";

    /// <summary>Password in clear text, TLS or not.</summary>
    public const string ClearText = "clearu";

    /// <summary>Nothing, TLS or not.</summary>
    public const string Trusted = "trustu";

    /// <summary>Nothing, but only with TLS.</summary>
    public const string TlsOnly = "sslonly";

    /// <summary>Nothing, but only without TLS.</summary>
    public const string PlainOnly = "plainonly";

    internal const string HostBasedAuthentication = $"""
        local     all          {Scram}                   scram-sha-256
        local     all          all                       trust
        local     replication  all                       trust
        hostssl   all          {Alice}                   all cert
        hostssl   all          {Bob}                     all cert
        hostssl   all          {CertificateAndPassword}  all scram-sha-256 clientcert=verify-full
        hostssl   all          {AnyCertificate}          all trust clientcert=verify-ca
        host      all          {Scram}                   all scram-sha-256
        host      all          {Md5}                     all md5
        host      all          {ClearText}               all password
        host      all          {Trusted}                 all trust
        hostssl   all          {TlsOnly}                 all trust
        hostnossl all          {TlsOnly}                 all reject
        hostnossl all          {PlainOnly}               all trust

        """;

    /// <summary>One statement per line, as single-user mode reads them.</summary>
    internal static string SetupScript { get; } =
        string.Join(
            '\n',
            [
                .. new[] { Alice, Bob, AnyCertificate, Trusted, TlsOnly, PlainOnly }.Select(user => $"create role {user} login"),
                .. new[] { CertificateAndPassword, Scram, ClearText }.Select(user => $"create role {user} login password '{Password}'"),
                "set password_encryption = 'md5'",
                $"create role {Md5} login password '{Password}'",
                "grant create on schema public to public",
                "",
            ]
        );
}
