using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>Who the client is, how it proves that, and what it demands of the proof.</summary>
static class ClientFacets
{
    const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;

    static readonly string[] Users =
    [
        PostgresUsers.Scram,
        PostgresUsers.Scram,
        PostgresUsers.Md5,
        PostgresUsers.ClearText,
        PostgresUsers.Alice,
        PostgresUsers.Alice,
        PostgresUsers.CertificateAndPassword,
        PostgresUsers.AnyCertificate,
        PostgresUsers.TlsOnly,
        PostgresUsers.PlainOnly,
        "nosuch",
    ];

    public static IEnumerable<Facet> All { get; } =
    [
        new(
            "user",
            [
                new("", static draft => draft.Set("user", PostgresUsers.Trusted)) { Weight = 12 },
                .. Users.Select(user => new Choice(user, draft => draft.Set("user", user))),
            ]
        ),
        new(
            "password",
            new("", static draft => draft.Set("password", PostgresUsers.Password)) { Weight = 40 },
            new("none", static _ => { }),
            new("wrong", static draft => draft.Set("password", "tell nobody")),
            new("empty", static draft => draft.Set("password", "")),
            new("file", static draft => draft.Set("passfile", draft.Files.PasswordFile(CaseFiles.Everywhere()))),
            new("exact line", static draft => draft.Set("passfile", draft.Files.PasswordFile(ExactLines(draft)))),
            new("wrong in file", static draft => draft.Set("passfile", draft.Files.PasswordFile(CaseFiles.Everywhere("tell nobody")))),
            new("exposed file", static draft => draft.Set("passfile", draft.Files.PasswordFile(CaseFiles.Everywhere(), Readable))),
            new("missing file", static draft => draft.Set("passfile", "/nowhere/.pgpass")),
            new("home", static draft => draft.Environment["PGPASSFILE"] = draft.Files.PasswordFile(CaseFiles.Everywhere()))
        ),
        new(
            "client",
            [
                new("", static _ => { }) { Weight = 90 },
                new("own", static draft => draft.Use(draft.Pki.Client(draft.Parameters["user"]))) { Weight = 60 },
                .. Enum.GetValues<ClientCertificate>().Select(kind => new Choice($"{kind}", draft => draft.Use(draft.Pki.Client(kind)))),
                .. Enum.GetValues<KeyFormat>().Select(format => new Choice($"{format}", draft => draft.Use(draft.Pki.Client(format)))),
                new(
                    "wrong key password",
                    static draft => draft.Use(draft.Pki.Client(KeyFormat.EncryptedPkcs8Pem) with { Password = "no" })
                ),
                new("missing certificate", static draft => draft.Use(new("/nowhere/a.crt", draft.Pki.Client(Pki.Alice).Key))),
                new("missing key", static draft => draft.Use(new(draft.Pki.Client(Pki.Alice).Certificate, "/nowhere/a.key"))),
                new("garbage", static draft => draft.Use(new(draft.Files.Garbage, draft.Pki.Client(Pki.Alice).Key))),
                new(
                    "garbage key",
                    static draft => draft.Use(new(draft.Pki.Client(Pki.Alice).Certificate, draft.Pki.Client(Pki.Alice).Certificate))
                ),
                new("no key", static draft => draft.Set("sslcert", draft.Pki.Client(Pki.Alice).Certificate)),
                new("no certificate", static draft => draft.Set("sslkey", draft.Pki.Client(Pki.Alice).Key)),
                new("exposed key", static draft => draft.Use(draft.Pki.ClientWithKeyMode(Readable))),
            ]
        ),
        Facet.Parameter("sslcertmode", "disable", "allow", "require", "require", "bogus"),
        Facet.Parameter("channel_binding", "disable", "prefer", "require", "require", "bogus"),
        Facet.Parameter(
            "require_auth",
            "scram-sha-256",
            "password",
            "md5",
            "none",
            "gss",
            "scram-sha-256,none",
            "password,md5,scram-sha-256",
            "!password",
            "!password,!md5",
            "!none",
            "!scram-sha-256",
            "password,!md5",
            "md5,md5",
            "oauth",
            "MD5",
            ""
        ),
    ];

    // A line for each way in which libpq may look a host up.
    static string ExactLines(CaseDraft draft) =>
        string.Concat(
            draft.Hosts.Select(host =>
                $"{(host.Host.Length > 0 ? host.Host : host.Address).Replace(":", "\\:", StringComparison.Ordinal)}:{host.Port}:postgres:{draft.Parameters["user"]}:{PostgresUsers.Password}\n"
            )
        );
}
