using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>Client certificates, keys and the files that hold them: the same verdict as libpq 18, in its words.</summary>
[Collection<ConnectServer>]
public sealed class ClientCertificateTests(ConnectServer shared)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    Pki Pki => shared.Pki;

    [Fact]
    public async Task Certificates_and_keys()
    {
        using var home = new Home();
        var (alice, bob) = (Pki.Client(Pki.Alice), Pki.Client("bob"));
        home.Write("postgresql.crt", File.ReadAllText(bob.Certificate));
        home.Write("postgresql.key", File.ReadAllText(bob.Key));
        using var keyless = new Home();
        keyless.Write("postgresql.crt", File.ReadAllText(bob.Certificate));
        var encrypted = Pki.Client(KeyFormat.EncryptedPkcs8Pem);
        var traditional = Pki.Client(KeyFormat.EncryptedTraditionalPem);
        var combined = Pki.Client(KeyFormat.CombinedPem);
        IEnumerable<ConnectCase> cases =
        [
            .. Enum.GetValues<KeyFormat>().Select(format => AsAlice($"key {format}", With(Pki.Client(format)))),
            .. Enum.GetValues<ClientCertificate>().Select(kind => AsAlice($"client {kind}", With(Pki.Client(kind)))),
            .. Enum.GetValues<ClientCertificate>()
                .Select(kind => AsAlice($"tls1.2 {kind}", $"{With(Pki.Client(kind))} ssl_max_protocol_version=TLSv1.2")),
            .. Enum.GetValues<ClientCertificate>().Select(kind => AsAlice($"prefer {kind}", $"{With(Pki.Client(kind))} sslmode=prefer")),
            .. new[] { 0b100_000_000, 0b110_000_000, 0b111_000_000, 0b110_100_000, 0b110_110_000, 0b110_100_100, 0b110_001_000 }
                .Select(mode => (Mode: (UnixFileMode)mode, Name: Convert.ToString(mode, 8)))
                .SelectMany(mode =>
                    new[]
                    {
                        AsAlice($"mode {mode.Name}", With(Pki.ClientWithKeyMode(mode.Mode))),
                        AsAlice($"mode {mode.Name} of another", With(Pki.ClientWithKeyMode(mode.Mode, ofServiceAccount: true))),
                    }
                ),
            AsAlice("none", ""),
            AsAlice("of bob", With(bob)),
            AsAlice("missing certificate", $"sslcert=/nowhere/a.crt sslkey={alice.Key}"),
            AsAlice("missing key", $"sslcert={alice.Certificate} sslkey=/nowhere/a.key"),
            AsAlice("no key", $"sslcert={alice.Certificate}"),
            AsAlice("no certificate", $"sslkey={alice.Key}"),
            AsAlice("key is a folder", $"sslcert={alice.Certificate} sslkey={Pki.Folder}"),
            AsAlice("key is a certificate", $"sslcert={alice.Certificate} sslkey={alice.Certificate}"),
            AsAlice("certificate is a key", $"sslcert={alice.Key} sslkey={alice.Key}"),
            AsAlice("certificate is a folder", $"sslcert={Pki.Folder} sslkey={alice.Key}"),
            AsAlice("certificate is der", $"sslcert={Pki.RootDer} sslkey={alice.Key}"),
            AsAlice("combined without key", $"sslcert={combined.Certificate}"),
            AsAlice("wrong password", With(encrypted with { Password = "wrong" })),
            AsAlice("wrong password traditional", With(traditional with { Password = "wrong" })),
            AsAlice("needless password", With(alice with { Password = "needless" })),
            AsAlice("certmode disable", $"{With(alice)} sslcertmode=disable"),
            AsAlice("certmode require", $"{With(alice)} sslcertmode=require"),
            AsTrusted("trusted", ""),
            AsTrusted("trusted missing certificate", "sslcert=/nowhere/a.crt"),
            AsTrusted("trusted missing key", $"sslcert={alice.Certificate} sslkey=/nowhere/a.key"),
            AsTrusted("trusted missing key prefer", $"sslcert={alice.Certificate} sslkey=/nowhere/a.key sslmode=prefer"),
            AsTrusted("trusted missing key allow", $"sslcert={alice.Certificate} sslkey=/nowhere/a.key sslmode=allow"),
            AsTrusted("trusted exposed key prefer", $"{With(Pki.ClientWithKeyMode((UnixFileMode)0b110_100_100))} sslmode=prefer"),
            AsTrusted("trusted certmode require", "sslcertmode=require"),
            AsTrusted("trusted certmode require plain", $"{With(alice)} sslcertmode=require sslmode=disable"),
            AsTrusted("trusted certmode require allow", $"{With(alice)} sslcertmode=require sslmode=allow"),
            AsTrusted("trusted certmode require sent", $"{With(alice)} sslcertmode=require"),
            AsAlice("home of bob", "") with
            {
                Home = home.Location,
            },
            AsAlice("home overruled", With(alice)) with
            {
                Home = home.Location,
            },
            AsAlice("home key does not fit", $"sslcert={alice.Certificate}") with
            {
                Home = home.Location,
            },
            AsTrusted("home disabled", "sslcertmode=disable") with
            {
                Home = home.Location,
            },
            AsTrusted("home without key", "") with
            {
                Home = keyless.Location,
            },
            AsTrusted("home without key prefer", "sslmode=prefer") with
            {
                Home = keyless.Location,
            },
            AsTrusted("home without key disabled", "sslcertmode=disable") with
            {
                Home = keyless.Location,
            },
            Named(
                "full",
                PostgresUsers.CertificateAndPassword,
                $"password='{PostgresUsers.Password}' {With(Pki.Client(PostgresUsers.CertificateAndPassword))}"
            ),
            Named("full of alice", PostgresUsers.CertificateAndPassword, $"password='{PostgresUsers.Password}' {With(alice)}"),
            Named("full without password", PostgresUsers.CertificateAndPassword, With(Pki.Client(PostgresUsers.CertificateAndPassword))),
            Named("any of alice", PostgresUsers.AnyCertificate, With(alice)),
            Named("any without", PostgresUsers.AnyCertificate, ""),
        ];
        var server = await shared.PresentingAsync(ServerCertificate.Good, Token);
        var targets = cases.Select(one => one with { Target = $"port={server.Port} {one.Target}" });

        await ConnectComparison.AssertSameAsync(targets, ConnectDifferences.ClientCertificates, Token);
    }

    static ConnectCase AsAlice(string name, string parameters) => Named(name, PostgresUsers.Alice, parameters);

    static ConnectCase AsTrusted(string name, string parameters) => Named(name, PostgresUsers.Trusted, parameters);

    static ConnectCase Named(string name, string user, string parameters) =>
        new(name, $"host=localhost hostaddr=127.0.0.1 dbname=postgres user={user} sslmode=require {parameters}");

    static string With(CertificateFiles files) =>
        $"sslcert={files.Certificate} sslkey={files.Key}" + (files.Password is { } password ? $" sslpassword='{password}'" : "");
}
