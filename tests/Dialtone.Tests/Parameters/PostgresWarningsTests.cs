namespace Dialtone.Tests.Parameters;

public sealed class PostgresWarningsTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void Prefer_with_a_root_certificate_may_fall_back_to_plaintext()
    {
        var root = sandbox.Write(".postgresql/root.crt", "x");
        Assert.Equal(
            [
                "sslmode=prefer (the default) may fall back to plaintext although there is a root certificate in "
                    + $"{root} to verify the server with; use sslmode=verify-full.",
            ],
            sandbox.Resolve("host=h").Warnings
        );
        sandbox.With("PGSSLMODE", "allow");
        Assert.StartsWith("sslmode=allow (environment variable PGSSLMODE) may fall back", Warning("host=h"), StringComparison.Ordinal);
        Assert.Empty(sandbox.Resolve("host=h sslmode=require").Warnings);
    }

    [Theory]
    [InlineData(
        "host=h sslmode=require sslrootcert=/none",
        "sslrootcert=/none (the target) names no existing file, so sslmode=require (the target) does not verify the server."
    )]
    [InlineData(
        "host=h sslrootcert=system sslcrl=/x",
        "sslcrl=/x (the target) is ignored: libpq reads no revocation lists with sslrootcert=system."
    )]
    [InlineData(
        "host=h sslrootcert=system sslcrldir=/x",
        "sslcrldir=/x (the target) is ignored: libpq reads no revocation lists with sslrootcert=system."
    )]
    [InlineData("host=h sslcrl=/none", "sslcrl=/none (the target) is ignored: libpq reads no revocation lists without a root certificate.")]
    [InlineData(
        "host=h sslmode=require",
        "sslmode=require (the target) encrypts and does not verify the server: there is no root certificate; use sslmode=verify-full with sslrootcert."
    )]
    [InlineData("host=h requirepeer=x", "requirepeer=x (the target) does not apply to h: only a Unix socket tells the user.")]
    [InlineData("host=h sslcompression=1", "sslcompression=1 (the target) has no effect: no TLS library of today compresses.")]
    [InlineData("host=h sslcert=/none", "sslcert=/none (the target) names no existing file, so no client certificate is sent.")]
    [InlineData("host=h sslkey=/none", "sslkey=/none (the target) is not used: there is no client certificate, name one with sslcert.")]
    [InlineData(
        "host=/s sslmode=verify-full",
        "sslmode=verify-full (the target) does not apply to the Unix socket in /s: there is never TLS on it."
    )]
    [InlineData(
        "host=h require_auth=''",
        "require_auth= (the target) is empty: only a server that asks for no authentication will be accepted."
    )]
    public void Surprises_are_announced(string text, string expected) => Assert.Equal(expected, Warning(text));

    [Theory]
    [InlineData("host=h")]
    [InlineData("host=localhost sslmode=require")]
    [InlineData("host=h sslcompression=0")]
    [InlineData("host=h sslmode=disable sslcert=/none sslrootcert=/none")]
    [InlineData("host=/s sslcert=/none sslrootcert=/none")]
    [InlineData("host=h sslmode=verify-full sslrootcert=/none")]
    public void What_is_no_surprise_is_not_announced(string text) => Assert.Empty(sandbox.Resolve(text).Warnings);

    [Fact]
    public void A_revocation_list_that_is_missing_is_announced()
    {
        sandbox.Write(".postgresql/root.crt", "x");
        Assert.Equal(
            "sslcrl=/none (the target) names no existing file, so revoked certificates are accepted.",
            Warning("host=h sslmode=require sslcrl=/none")
        );
    }

    [Fact]
    public void A_certificate_that_may_not_be_sent_is_announced()
    {
        var certificate = sandbox.Write("c.crt", "x");
        Assert.Equal(
            $"sslcert={certificate} (the target) is not used: sslcertmode=disable (the target) forbids it.",
            Warning($"host=h sslcert={certificate} sslcertmode=disable")
        );
    }

    [Fact]
    public void A_keyword_that_stands_twice_in_a_service_is_announced()
    {
        var file = sandbox.Write(".pg_service.conf", "[a]\nport=1\nport=2\n");
        var target = sandbox.Resolve("a");
        Assert.Equal([$"service file {file}:3 sets port again, which libpq ignores: the first value of a group counts."], target.Warnings);
        Assert.Equal("1", target.Hosts[0].Port);
    }

    string Warning(string text) => Assert.Single(sandbox.Resolve(text).Warnings);
}
