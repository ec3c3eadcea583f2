using Dialtone.Tls;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in how another client spells or understands the same connection: recognised from its error text, the target or the key's file.</summary>
static class OtherClientCauses
{
    const string RdsHint = "rds.amazonaws.com";

    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("node-sslmode-verifies", "node-pg verifies with every sslmode, where libpq does not", Node),
        new("jdbc-key-format", "Java's driver wants the private key in another format than libpq", Jdbc),
        new("jdbc-key-format-ahead", "Java's driver will want the private key in another format", JdbcAhead) { IsWarning = true },
        new("certificate-without-san-refused", "The client accepts no certificate without subject alternative names", NoSan),
        new("asyncpg-sslmode", "asyncpg has no parameter sslmode", Asyncpg),
        new("asyncpg-sslmode-ahead", "asyncpg will not understand sslmode", AsyncpgAhead) { IsWarning = true },
        new("pymysql-ssl-keys", "The entries of PyMySQL's ssl dictionary have other names", PyMySql),
        new("mysqlclient-check-hostname", "mysqlclient passes over check_hostname", MySqlClient) { IsWarning = true },
        new("npgsql-gss-encryption", "Npgsql 10 tries Kerberos encryption first", NpgsqlGss),
        new("npgsql-callback-and-verification", "Npgsql's verifying modes and callbacks exclude each other", NpgsqlCallback),
        new("npgsql-server-refused", "Npgsql refused the server's certificate, and does not say why", NpgsqlRefusal),
    ];

    static bool IsOther(CaseFile file) => file.PastedError is not null;

    static Advice? Node(CaseFile file) =>
        IsOther(file)
        && !file.Says(RdsHint, "Amazon RDS", "_ssl.c")
        && file.Says(
            "SELF_SIGNED_CERT_IN_CHAIN",
            "self-signed certificate in certificate chain",
            "self signed certificate in certificate chain",
            "DEPTH_ZERO_SELF_SIGNED_CERT",
            "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
            "unable to verify the first certificate",
            "uselibpqcompat"
        )
            ? new(
                file.ErrorText,
                "In node-pg the modes prefer, require and verify-ca all mean verify-full, and an sslmode in the URL beats the ssl object in the code; with libpq, require verifies nothing.",
                new("give it the server's CA", "postgresql://USER@HOST/DATABASE?sslmode=verify-full&sslrootcert=/path/to/root.crt"),
                new("libpq's meaning of the modes", "?uselibpqcompat=true&sslmode=require"),
                new("encrypted, not verified, if that is what you want", "?sslmode=no-verify")
            )
            : null;

    static Fix[] JdbcFixes(CaseFile file)
    {
        var key = file.Shown("sslkey") is { Length: > 0 } path ? path : "client.key";
        return
        [
            new("write the key as PKCS#8 DER", $"openssl pkcs8 -topk8 -inform PEM -outform DER -nocrypt -in {key} -out client.pk8"),
            new("and name that", "sslkey=client.pk8"),
            new(
                "or certificate and key in one PKCS#12 file, with a password (sslpassword)",
                $"openssl pkcs12 -export -in client.crt -inkey {key} -out client.p12"
            ),
        ];
    }

    static Advice? Jdbc(CaseFile file) =>
        IsOther(file)
        && file.Says(
            "Could not read SSL key file",
            "extra data given to DerValue",
            "ccs received early",
            "Could not decrypt SSL key file",
            "InvalidKeySpecException"
        )
            ? new(
                file.ErrorText,
                "The PostgreSQL driver for Java reads PKCS#8 in DER (.pk8) or PKCS#12 (.p12); PEM only in recent versions, and encrypted PEM in none.",
                JdbcFixes(file)[0],
                JdbcFixes(file)[1],
                JdbcFixes(file)[2]
            )
            : null;

    static Advice? JdbcAhead(CaseFile file) =>
        file.IsFor("jdbc")
        && file.KeyFormat is { } format
        && format is not (KeyFileFormat.Pkcs8Der or KeyFileFormat.Pkcs12 or KeyFileFormat.EncryptedDer)
            ? new(
                $"{file.Named("sslkey")} is {format}: libpq and Dialtone read it, Java's driver does not",
                "The PostgreSQL driver for Java reads PKCS#8 in DER (.pk8) or PKCS#12 (.p12); PEM only in recent versions, and encrypted PEM in none. Without a matching key it fails with \"Could not read SSL key file\".",
                JdbcFixes(file)[0],
                JdbcFixes(file)[1],
                JdbcFixes(file)[2]
            )
            : null;

    static Advice? NoSan(CaseFile file) =>
        IsOther(file)
        && file.Says(
            "relies on legacy Common Name field",
            "missing_subject_altnames",
            "NotValidForName",
            "no alternative certificate subject name"
        )
            ? new(
                file.ErrorText,
                "The server's certificate has a common name and no subject alternative names. libpq and .NET accept that; Go, rustls, Erlang and newer clients do not.",
                new("have it reissued with the name as a subject alternative name", "subjectAltName = DNS:HOST"),
                new("see which names it has", "dialtone doctor TARGET")
            )
            : null;

    static readonly Fix[] AsyncpgFixes =
    [
        new("in the URL", "postgresql+asyncpg://USER@HOST/DATABASE?ssl=require"),
        new(
            "with verification and a client certificate, in Python",
            "context = ssl.create_default_context(cafile=\"root.crt\"); context.load_cert_chain(\"client.crt\", \"client.key\")\ncreate_async_engine(url, connect_args={\"ssl\": context})"
        ),
    ];

    static Advice? Asyncpg(CaseFile file) =>
        IsOther(file)
        && file.Says(
            "unexpected keyword argument 'sslmode'",
            "unexpected keyword argument 'sslrootcert'",
            "unexpected keyword argument 'sslcert'"
        )
            ? new(
                file.ErrorText,
                "SQLAlchemy hands the URL's parameters to asyncpg.connect() as arguments, and asyncpg's argument is called ssl.",
                AsyncpgFixes[0],
                AsyncpgFixes[1]
            )
            : null;

    static Advice? AsyncpgAhead(CaseFile file) =>
        file.IsFor("asyncpg")
        && file.Parsed?.Explicit is { } given
        && given.Any(parameter =>
            parameter.Keyword.StartsWith("ssl", StringComparison.Ordinal) && parameter.Source is Parameters.ParameterSource.TargetText
        )
            ? new(
                $"asyncpg does not know {string.Join(", ", given.Select(parameter => parameter.Keyword).Where(keyword => keyword.StartsWith("ssl", StringComparison.Ordinal)))}",
                "Dialtone reads the target as libpq means it; SQLAlchemy hands the URL's parameters to asyncpg.connect() as arguments, and asyncpg's argument is called ssl: it fails with \"unexpected keyword argument 'sslmode'\".",
                AsyncpgFixes[0],
                AsyncpgFixes[1]
            )
            : null;

    static Advice? PyMySql(CaseFile file) =>
        file.Says(
            "unexpected keyword argument 'ssl-mode'",
            "unexpected keyword argument 'ssl_mode'",
            "unexpected keyword argument 'ssl'",
            "ssl.ssl_"
        )
        || (file.BlockedAt == "parse" && file.Says("ssl_ca") && file.Says("ssl."))
        || (
            IsOther(file)
            && (file.Client is "pymysql" or "mysqlclient" || file.Says("pymysql.err"))
            && file.Says("CERTIFICATE_VERIFY_FAILED", "certificate verify failed")
        )
            ? new(
                file.ErrorText,
                "Inside PyMySQL's dictionary the entries are ca, cert, key, cipher, check_hostname and verify_mode, without the prefix ssl_; an entry that it does not know is passed over, so that nothing is trusted or nothing is sent. In a URL they carry the prefix.",
                new("in Python", "connect_args={\"ssl\": {\"ca\": \"ca.pem\", \"cert\": \"client.pem\", \"key\": \"client.key\"}}"),
                new("in a URL", "mysql+pymysql://USER@HOST/DATABASE?ssl_ca=ca.pem&ssl_cert=client.pem&ssl_key=client.key"),
                new(
                    "if they are spelled so already, see whose CA the server has",
                    "dialtone doctor 'mysql://USER@HOST/DATABASE?ssl_mode=VERIFY_IDENTITY&ssl_ca=ca.pem'"
                )
            )
            : null;

    static Advice? MySqlClient(CaseFile file) =>
        (file.IsFor("mysqldb") || file.IsFor("mysqlclient")) && file.Parsed?.Explicit["ssl_check_hostname"] is not null
            ? new(
                "mysqlclient will not check the server's name",
                "check_hostname is a word of PyMySQL; mysqlclient takes the verification from ssl_mode only.",
                new("say it in mysqlclient's way", "connect_args={\"ssl_mode\": \"VERIFY_IDENTITY\", \"ssl\": {\"ca\": \"ca.pem\"}}")
            )
            : null;

    static Advice? NpgsqlGss(CaseFile file) =>
        IsOther(file) && file.Says("libgssapi_krb5", "performing GSS encryption", "GSSAPI operation failed")
            ? new(
                file.ErrorText,
                "Npgsql 10's GSS Encryption Mode is Prefer: it looks for Kerberos at every connect, also where there is none, and tries a failed login again.",
                new("switch it off in the connection string", "GSS Encryption Mode=Disable")
            )
            : null;

    static Advice? NpgsqlCallback(CaseFile file) =>
        IsOther(file)
        && file.Says("ValidationCallback")
        && file.Says("cannot be used in conjunction with", "is not supported together with")
            ? new(
                file.ErrorText,
                "With SSL Mode=VerifyCA or VerifyFull, or a root certificate, Npgsql verifies by itself and refuses a callback of yours.",
                new("verify in the callback alone", "SSL Mode=Require"),
                new("or without the callback", "SSL Mode=VerifyFull;Root Certificate=/path/to/root.crt"),
                new(
                    "or let Dialtone verify as libpq does, and take its data source",
                    "Engine.Create(\"postgresql://HOST/DATABASE?sslmode=verify-full&sslrootcert=root.crt\").DataSource"
                )
            )
            : null;

    static Advice? NpgsqlRefusal(CaseFile file) =>
        IsOther(file) && file.Says("rejected by the provided RemoteCertificateValidationCallback")
            ? new(
                file.ErrorText,
                "With SSL Mode=VerifyCA or VerifyFull, Npgsql judges in a callback of its own, which .NET reports as a refusal without a reason: another name, an expired certificate, a private CA, or a system without CA certificates.",
                new("see the reason", "dialtone doctor 'host=HOST user=USER dbname=DATABASE sslmode=verify-full sslrootcert=system'"),
                new("if the server has a private CA, name it in the connection string", "Root Certificate=/path/to/root.crt"),
                new(
                    "if the system has no CA certificates, install them, or name a bundle",
                    "export SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt"
                )
            )
            : null;
}
