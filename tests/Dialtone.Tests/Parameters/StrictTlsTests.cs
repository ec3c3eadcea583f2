using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class StrictTlsTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Theory]
    [InlineData("host=h", "sslmode=prefer (the default) does not make sure that h is the machine that answers")]
    [InlineData("host=h sslmode=disable", "sslmode=disable (the target)")]
    [InlineData("host=h sslmode=require", "sslmode=require (the target)")]
    [InlineData("host=h sslmode=verify-ca", "sslmode=verify-ca (the target)")]
    [InlineData("host=localhost,h sslmode=require", "that h is the machine")]
    [InlineData("host=localhost hostaddr=192.0.2.1", "that localhost is the machine")]
    [InlineData("host=localhost.example.com", "that localhost.example.com is")]
    [InlineData("host=h sslmode=verify-full sslrootcert=system sslcrl=/x", "sslcrl=/x (the target) is ignored")]
    [InlineData("host=h sslmode=verify-full sslcert=/none", "sslcert=/none (the target) names no existing file")]
    [InlineData("host=h sslmode=verify-full sslkey=/none", "sslkey=/none (the target) is not used")]
    [InlineData("host=localhost sslrootcert=/none", "sslrootcert=/none (the target) names no existing file")]
    [InlineData("host=127.0.0.1 sslcert=/none", "sslcert=/none")]
    [InlineData("host=::1 sslcrldir=/x sslmode=require", "sslcrldir=/x (the target) is ignored")]
    [InlineData("mysql://h", "ssl_mode=PREFERRED (the default) does not make sure that h is the machine that answers")]
    [InlineData("mysql://h?ssl_mode=REQUIRED", "ssl_mode=REQUIRED (the target)")]
    [InlineData("mysql://h?ssl_ca=/ca", "ssl_mode=VERIFY_CA (derived from ssl_ca)")]
    [InlineData("mysql://localhost,h?ssl_mode=REQUIRED", "that h is the machine")]
    [InlineData("mysql://localhost?ssl_mode=REQUIRED&ssl_ca=/ca", "ssl_ca (the target) is not used")]
    [InlineData("mysql://localhost?ssl_mode=REQUIRED&ssl_crl=/crl", "ssl_crl (the target) is not used")]
    public void What_weakens_tls_is_refused(string target, string expected)
    {
        var failure = Assert.Throws<DatabaseException>(() => StrictTls.Check(sandbox.Resolve(target)));

        Assert.Equal(ErrorStage.Policy, failure.Stage);
        Assert.StartsWith("strict TLS refuses the target: ", failure.Failure.What, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Failure.What, StringComparison.Ordinal);
        Assert.Contains("--strict-tls", failure.Failure.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("host=h sslmode=verify-full")]
    [InlineData("host=h sslrootcert=system")]
    [InlineData("host=/run/postgresql sslmode=disable sslcert=/none")]
    [InlineData("host=localhost")]
    [InlineData("host=LOCALHOST sslmode=disable")]
    [InlineData("host=127.0.0.2 sslmode=require")]
    [InlineData("host=db hostaddr=::1")]
    [InlineData("mysql://h?ssl_mode=VERIFY_IDENTITY&ssl_ca=/ca")]
    [InlineData("mysql:///d?unix_socket=/run/m.sock")]
    [InlineData("mysql://127.0.0.1")]
    [InlineData("sqlite://")]
    public void What_is_safe_is_not_refused(string target) => StrictTls.Check(sandbox.Resolve(target));

    [Fact]
    public void A_default_root_certificate_does_not_make_prefer_safe()
    {
        sandbox.Write(".postgresql/root.crt", "x");
        Assert.Throws<DatabaseException>(() => StrictTls.Check(sandbox.Resolve("host=localhost")));
        StrictTls.Check(sandbox.Resolve("host=localhost sslmode=verify-full"));
    }

    [Fact]
    public void The_engine_refuses_before_it_opens_anything()
    {
        var failure = Assert.Throws<DatabaseException>(() => Engine.Create("host=h sslmode=require", null, new() { StrictTls = true }));
        Assert.Contains("sslmode=require (the target)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_tells_what_surprises()
    {
        var notices = new List<Notice>();
        await using var engine = Engine.Create("host=h sslmode=require sslrootcert=/none", null, new() { OnNotice = notices.Add });
        Assert.Equal(engine.Target.Warnings, notices.Select(notice => notice.Text));
        Assert.All(notices, notice => Assert.Equal((false, "WARNING"), (notice.IsFromServer, notice.Severity)));
    }

    [Fact]
    public void Keys_of_tls_are_logged_with_the_programs_consent_only()
    {
        var failure = Assert.Throws<DatabaseException>(() => Engine.Create("host=h sslkeylogfile=/k"));
        Assert.Contains("EngineOptions.AllowTlsKeyLog", failure.Failure.Fix, StringComparison.Ordinal);
        Assert.Equal("sslkeylogfile=/k (the target)", failure.Failure.Origin);
    }
}
