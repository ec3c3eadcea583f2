using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class PostgresOptionsTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void Every_value_is_typed()
    {
        var options = Options(
            "host=h user=u dbname=d connect_timeout=7 sslmode=verify-ca sslnegotiation=direct sslcertmode=require sslrootcert=/r sslcert=/c sslkey=/k "
                + "sslpassword=s sslcrl=/l sslcrldir=/ld sslsni=0 ssl_min_protocol_version=TLSv1.3 ssl_max_protocol_version=tlsv1.3 channel_binding=require "
                + "require_auth=scram-sha-256 gssencmode=require krbsrvname=k gssdelegation=1 target_session_attrs=prefer-standby load_balance_hosts=random "
                + "client_encoding=LATIN1 options='-c geqo=off' fallback_application_name=app keepalives_idle=5 keepalives_interval=-1 keepalives_count=3 "
                + "tcp_user_timeout=1500"
        );
        Assert.Equal(("u", "d", TimeSpan.FromSeconds(7)), (options.User, options.Database, options.ConnectTimeout));
        Assert.Equal(
            (SslMode.VerifyCa, SslNegotiation.Direct, SslCertMode.Require),
            (options.SslMode, options.SslNegotiation, options.SslCertMode)
        );
        Assert.Equal(
            ["/r", "/c", "/k", "/l", "/ld"],
            new[]
            {
                options.RootCertificate,
                options.ClientCertificate,
                options.ClientKey,
                options.RevocationList,
                options.RevocationDirectory,
            }.Select(file => file!.Value.Path)
        );
        Assert.Equal("s", options.ClientKeyPassword!.Reveal());
        Assert.False(options.ServerNameIndication);
        Assert.Equal((TlsVersion.Tls13, TlsVersion.Tls13), (options.MinimumTls, options.MaximumTls));
        Assert.Equal((ChannelBinding.Require, AuthenticationMethods.ScramSha256), (options.ChannelBinding, options.RequireAuth.Allowed));
        Assert.Equal(
            (GssEncryptionMode.Require, "k", true),
            (options.GssEncryptionMode, options.KerberosServiceName, options.GssDelegation)
        );
        Assert.Equal((TargetSessionAttrs.PreferStandby, LoadBalanceHosts.Random), (options.TargetSessionAttrs, options.LoadBalanceHosts));
        Assert.Equal(("LATIN1", "-c geqo=off", "app"), (options.ClientEncoding, options.StartupOptions, options.ApplicationName));
        Assert.Equal(new TcpKeepalive(true, TimeSpan.FromSeconds(5), TimeSpan.Zero, 3), options.Keepalive);
        Assert.Equal(TimeSpan.FromMilliseconds(1500), options.TcpUserTimeout);
    }

    [Fact]
    public void Defaults_are_libpqs()
    {
        var options = Options("host=h");
        Assert.Equal(
            (SslMode.Prefer, SslNegotiation.Postgres, SslCertMode.Allow),
            (options.SslMode, options.SslNegotiation, options.SslCertMode)
        );
        Assert.Equal((TlsVersion.Tls12, null), (options.MinimumTls, options.MaximumTls));
        Assert.True(options.ServerNameIndication);
        Assert.Null(options.ConnectTimeout);
        Assert.Same(RequireAuth.Anything, options.RequireAuth);
        Assert.Equal(new TcpKeepalive(true, null, null, null), options.Keepalive);
        Assert.Equal($"{sandbox.Home}/.postgresql/root.crt", options.RootCertificate!.Value.Path);
        Assert.Null(
            PostgresOptions.From(Target.Parse("host=h", []).Resolve(sandbox.Context with { HomeDirectory = null })).RootCertificate
        );
    }

    [Theory]
    [InlineData("connect_timeout=0", null)]
    [InlineData("connect_timeout=-1", null)]
    [InlineData("connect_timeout=' 1 '", 1)]
    public void A_time_limit_that_is_not_positive_is_none(string text, int? seconds) =>
        Assert.Equal(seconds is { } value ? TimeSpan.FromSeconds(value) : null, Options(text).ConnectTimeout);

    [Theory]
    [InlineData("md5", (int)AuthenticationMethods.Md5)]
    [InlineData("password,none", (int)(AuthenticationMethods.Password | AuthenticationMethods.NoExchange))]
    [InlineData("!none", (int)(AuthenticationMethods.All & ~AuthenticationMethods.NoExchange))]
    [InlineData("!password,!md5", (int)(AuthenticationMethods.All & ~AuthenticationMethods.Password & ~AuthenticationMethods.Md5))]
    [InlineData("''", (int)(AuthenticationMethods.NoExchange))]
    public void Require_auth_names_what_is_allowed(string list, int expected) =>
        Assert.Equal((AuthenticationMethods)expected, Options($"require_auth={list}").RequireAuth.Allowed);

    [Fact]
    public void Application_name_that_is_set_to_nothing_is_not_replaced() =>
        Assert.Null(Options("application_name='' fallback_application_name=x").ApplicationName);

    [Fact]
    public void An_error_names_the_value_and_its_source()
    {
        sandbox.With("PGSSLMODE", "verify");
        var failure = Assert.Throws<DatabaseException>(() => Options("host=h"));
        Assert.Equal(
            "invalid sslmode value: \"verify\" · sslmode comes from environment variable PGSSLMODE · "
                + "use one of disable, allow, prefer, require, verify-ca, verify-full",
            failure.Message
        );
        Assert.Equal((ErrorStage.Policy, ErrorKind.Configuration), (failure.Stage, failure.Kind));
        Assert.Equal(ErrorKind.Usage, Assert.Throws<DatabaseException>(() => Options("host=h sslmode=x")).Kind);
    }

    PostgresOptions Options(string text) => PostgresOptions.From(sandbox.Resolve(text));
}
