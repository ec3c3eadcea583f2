using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class MySqlResolverTests
{
    [Fact]
    public void Defaults_are_the_drivers_and_nothing_is_read_from_outside()
    {
        using var sandbox = new SandboxContext();
        sandbox.With("MYSQL_HOST", "x").With("MYSQL_PWD", "x").With("PGHOST", "x");
        var target = sandbox.Resolve("mysql://");
        var host = Assert.Single(target.Hosts);
        Assert.Equal(("localhost", "3306", false), (host.Host, host.Port, host.IsSocket));
        Assert.Null(host.Password);
        var options = MySqlOptions.From(target);
        Assert.Equal(("osuser", null, MySqlSslMode.Preferred), (options.User, options.Database, options.SslMode));
        Assert.Empty(target.Warnings);
    }

    [Theory]
    [InlineData("mysql://h", "", "Preferred")]
    [InlineData("mysql://h?ssl_mode=required", "", "Required")]
    [InlineData("mysql://h?ssl_ca=/ca", "", "VerifyCa")]
    [InlineData("mysql+mysqldb://h?ssl_ca=/ca", "", "VerifyCa")]
    [InlineData("mysql+pymysql://h?ssl_ca=/ca", "", "VerifyIdentity")]
    [InlineData("mysql+asyncmy://h?ssl_capath=/ca", "", "VerifyIdentity")]
    [InlineData("mysql+pymysql://h?ssl_ca=/ca&ssl_check_hostname=false", "", "VerifyCa")]
    [InlineData("mysql://h?ssl_ca=/ca&ssl_check_hostname=true", "", "VerifyIdentity")]
    [InlineData("mysql://h?ssl_ca=/ca&ssl_verify_identity=1", "", "VerifyIdentity")]
    [InlineData("mysql://h?ssl_ca=/ca&ssl_verify_cert=true", "", "VerifyCa")]
    [InlineData("mysql+pymysql://h?ssl_ca=/ca&ssl_verify_cert=false", "", "Required")]
    [InlineData("mysql+pymysql://h?ssl_ca=/ca&ssl_mode=PREFERRED", "", "Preferred")]
    [InlineData("mysql://h?ssl_cert=/c&ssl_key=/k", "", "Required")]
    [InlineData("mysql://h?ssl_disabled=true", "", "Disabled")]
    [InlineData("mysql://h", "ssl.ca=/ca", "VerifyIdentity")]
    [InlineData("mysql+mysqldb://h", "ssl.ca=/ca ssl.check_hostname=False", "VerifyCa")]
    [InlineData("mysql+pymysql://h", "ssl.ca=/ca ssl.verify_mode=none", "Required")]
    [InlineData("mysql+pymysql://h?ssl_mode=DISABLED", "ssl_mode=VERIFY_IDENTITY ssl_ca=/ca", "VerifyIdentity")]
    public void The_tls_mode_follows_from_what_is_given(string text, string arguments, string expected) =>
        Assert.Equal(expected, MySqlOptions.From(Resolve(text, arguments)).SslMode.ToString());

    [Theory]
    [InlineData("mysql://h?ssl_mode=VERIFY_CA", "CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY")]
    [InlineData("mysql://h?ssl_check_hostname=true", "CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY")]
    [InlineData("mysql://h?ssl_mode=verify-full", "invalid ssl_mode value: \"verify-full\"")]
    [InlineData(
        "mysql://h?ssl_mode=REQUIRED&ssl_check_hostname=true",
        "ssl_check_hostname asks for verification, but ssl_mode=REQUIRED verifies nothing"
    )]
    [InlineData("mysql://h?ssl_mode=REQUIRED&ssl_disabled=true", "ssl_disabled contradicts ssl_mode")]
    [InlineData("mysql://h?ssl_cert=/c", "ssl_cert and ssl_key must be given together")]
    [InlineData("mysql://h?ssl_check_hostname=perhaps", "invalid ssl_check_hostname value: \"perhaps\"")]
    [InlineData("mysql://h?tls_versions=SSLv3", "invalid tls_versions value: \"SSLv3\"")]
    [InlineData("mysql://h?charset=utf9", "unknown character set: 'utf9'")]
    [InlineData("mysql://h?connect_timeout=-1", "invalid connect_timeout value: \"-1\"")]
    public void Contradictions_are_refused(string text, string what)
    {
        var failure = Assert.Throws<DatabaseException>(() => MySqlOptions.From(Resolve(text)));
        Assert.Equal((ErrorStage.Policy, what), (failure.Stage, failure.Failure.What));
    }

    [Theory]
    [InlineData(
        "mysql://h?ssl_ca=/ca",
        "ssl_mode is VERIFY_CA (derived from ssl_ca), which does not check the server's name; use ssl_mode=VERIFY_IDENTITY."
    )]
    [InlineData(
        "mysql://h?ssl_ca=/ca&ssl_mode=REQUIRED",
        "ssl_ca (the target) is not used: ssl_mode=REQUIRED (the target) does not verify the server."
    )]
    [InlineData(
        "mysql://h?ssl_cert=/c&ssl_key=/c",
        "ssl_mode is REQUIRED (derived from ssl_cert), which does not verify the server; name its certificate authority with ssl_ca."
    )]
    [InlineData("mysql://h?write_timeout=5", "write_timeout (the target) has no effect: there is no separate time limit for sending.")]
    public void Weakness_is_announced(string text, string warning) => Assert.Equal(warning, Assert.Single(Resolve(text).Warnings));

    [Fact]
    public void A_folder_of_authorities_is_refused()
    {
        var failure = Assert.Throws<DatabaseException>(() => Engine.Create("mysql://h?ssl_capath=/ca"));
        Assert.Equal((ErrorKind.Unsupported, MySqlKeywords.Table["ssl_capath"].Refusal), (failure.Kind, failure.Failure.What));
    }

    [Fact]
    public void Values_are_typed()
    {
        var options = MySqlOptions.From(
            Resolve(
                "mysql://u:p@h1/d?charset=utf8mb4&connect_timeout=30&read_timeout=7&compress=true&local_infile=1&tls_versions=TLSv1.2,TLSv1.3&ssl_cipher=X"
            )
        );
        Assert.Equal(("u", "d", "utf8mb4", "X"), (options.User, options.Database, options.Charset, options.Ciphers));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(7)), (options.ConnectTimeout!.Value, options.ReadTimeout!.Value));
        Assert.True(options.Compress && options.LocalInfile);
        Assert.Equal([TlsVersion.Tls12, TlsVersion.Tls13], options.TlsVersions);
        Assert.Equal("p", options.Hosts[0].Password!.Reveal());
    }

    [Fact]
    public void A_socket_and_several_hosts_are_host_plans()
    {
        Assert.True(Assert.Single(Resolve("mysql:///d?unix_socket=/run/m.sock").Hosts).IsSocket);
        Assert.Equal([("a", "1"), ("b", "3306")], Resolve("jdbc:mysql://a:1,b/d").Hosts.Select(host => (host.Host!, host.Port)));
    }

    static ResolvedTarget Resolve(string text, string arguments = "")
    {
        using var sandbox = new SandboxContext();
        return sandbox.Resolve(
            text,
            [.. arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))]
        );
    }
}
