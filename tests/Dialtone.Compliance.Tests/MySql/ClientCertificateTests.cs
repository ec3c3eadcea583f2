using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>A user whose account demands a certificate of the server's authority.</summary>
public sealed class ClientCertificateTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_certificate_of_the_authority_opens_the_door()
    {
        Assert.Null(await ConnectAsync(servers.Pki.Client(MariaDbUsers.Certificate)));
    }

    [Theory]
    [InlineData(KeyFormat.Pkcs8Pem)]
    [InlineData(KeyFormat.Pkcs8Der)]
    [InlineData(KeyFormat.Pkcs1Pem)]
    [InlineData(KeyFormat.Sec1Pem)]
    [InlineData(KeyFormat.EncryptedPkcs8Pem)]
    [InlineData(KeyFormat.EncryptedTraditionalPem)]
    [InlineData(KeyFormat.CombinedPem)]
    public async Task The_key_may_have_any_format(KeyFormat format)
    {
        var files = servers.Pki.Client(format);

        Assert.Null(await ConnectAsync(files, files.Password));
    }

    [Fact]
    public async Task Without_a_certificate_the_server_refuses_and_the_error_says_what_may_be_missing()
    {
        var exception = await ConnectAsync(null);

        Assert.Equal((ErrorStage.Authentication, ErrorKind.Authentication), (exception?.Stage, exception?.Kind));
        Assert.Equal("28000", exception?.SqlState);
        Assert.Contains("ssl_cert", exception?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        var exception = await ConnectAsync(servers.Pki.Client(ClientCertificate.UnknownAuthority));

        Assert.NotNull(exception);
        Assert.True(
            exception.Kind is ErrorKind.Tls or ErrorKind.Authentication or ErrorKind.Disconnected,
            $"{exception.Kind}: {exception.Message}"
        );
    }

    [Theory]
    [InlineData("missing.crt", null)]
    [InlineData(null, "missing.key")]
    public async Task A_missing_file_is_named_before_a_connection_is_made(string? certificate, string? key)
    {
        var good = servers.Pki.Client(MariaDbUsers.Certificate);
        var exception = await ConnectAsync(
            new(certificate is null ? good.Certificate : $"/nowhere/{certificate}", key is null ? good.Key : $"/nowhere/{key}")
        );

        Assert.Equal((ErrorStage.Files, ErrorKind.Configuration), (exception?.Stage, exception?.Kind));
        Assert.Contains($"/nowhere/{certificate ?? key}", exception?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_of_the_key_is_an_error_of_this_machine()
    {
        var exception = await ConnectAsync(servers.Pki.Client(KeyFormat.EncryptedPkcs8Pem), "wrong");

        Assert.Equal((ErrorStage.Files, ErrorKind.Configuration), (exception?.Stage, exception?.Kind));
        Assert.DoesNotContain("wrong", exception?.Message, StringComparison.Ordinal);
    }

    async Task<DatabaseException?> ConnectAsync(CertificateFiles? files, string? keyPassword = null)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        var server = await servers.MariaDbAsync();
        var arguments = new ConnectArgs
        {
            ["user"] = MariaDbUsers.Certificate,
            ["password"] = MariaDbUsers.Password,
            ["ssl"] = { ["ca"] = servers.Pki.Root },
        };
        if (files is not null)
        {
            arguments["ssl"]["cert"] = files.Certificate;
            arguments["ssl"]["key"] = files.Key;
        }

        if (keyPassword is not null)
        {
            arguments["ssl"]["password"] = keyPassword;
        }

        try
        {
            await using var engine = Engine.Create($"mariadb://localhost:{server.Port}/{MariaDbServer.Database}", arguments);
            Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception;
        }
    }
}
