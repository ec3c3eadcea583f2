using Dialtone.Tls;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in files of this machine: root certificates, the client's certificate and its key.</summary>
static class FileCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("libpq-too-old-for-system-roots", "The client's libpq is older than 16 and takes \"system\" for a file name", OldLibpq),
        new("root-certificate-missing", "The server is to be verified and there is no root certificate file", RootMissing),
        new("root-certificate-unreadable", "The root certificate file cannot be used", RootUnreadable),
        new("key-file-permissions", "Others may read the private key", Permissions),
        new("key-file-missing", "There is a client certificate without its private key", KeyMissing),
        new("key-mismatch", "The private key does not belong to the client certificate", Mismatch),
        new("encrypted-der-key", "libpq cannot read an encrypted key in DER", EncryptedDer),
        new("key-password", "The password of the private key is missing or wrong", Password),
        new("key-unsupported", "The private key is of a kind or in a place that cannot be used", Unsupported),
        new("client-certificate-unreadable", "The client certificate file cannot be used", Certificate),
    ];

    static Advice? OldLibpq(CaseFile file) =>
        file.PastedError is not null && file.Says("root certificate file \"system\" does not exist")
            ? new(
                "sslrootcert=system was taken for a file of that name",
                "libpq knows the word since version 16; psycopg's binary package, psql and drivers may bring an older one along.",
                new("use a libpq of version 16 or newer; this shows the one in use", "psql --version"),
                new("or name the system's bundle as a file", "sslrootcert=/etc/ssl/certs/ca-certificates.crt sslmode=verify-full")
            )
            : null;

    static Advice? RootMissing(CaseFile file)
    {
        if (!file.Says("root certificate file") || !file.Says("does not exist") || file.Says("could not read"))
        {
            return null;
        }

        var bundle = SystemRoots.Bundle();
        var fixes = new List<Fix>
        {
            new(
                "name the file of the CA that signed the server's certificate",
                Corrected.Command(file, ("sslrootcert", "/path/to/root.crt"))
            ),
            new(
                "if a public CA signed it, trust what the system trusts (libpq 16 and newer)",
                Corrected.Command(file, ("sslrootcert", "system"), ("sslmode", "verify-full"))
            ),
        };
        if (bundle is not null)
        {
            fixes.Add(new("the same for an older libpq", $"sslrootcert={bundle}"));
        }

        return new(
            file.ErrorText,
            $"{file.Named("sslmode")} verifies the server, and libpq looks for roots in ~/.postgresql/root.crt unless sslrootcert names a file; "
                + $"it does not use the system's store by itself. {SystemRoots.Describe()}",
            fixes[0],
            fixes[1],
            fixes.ElementAtOrDefault(2)
        );
    }

    static Advice? RootUnreadable(CaseFile file) =>
        file.Says("could not read root certificate file", "could not open certificate file")
            ? new(
                file.ErrorText,
                $"{file.Named("sslrootcert")} exists, so it must be used; libpq reads PEM only, and goes on without encryption with sslmode=prefer.",
                new("turn DER into PEM", $"openssl x509 -inform DER -in {Path(file, "sslrootcert")} -out root.crt"),
                new("see what the file holds", $"openssl x509 -in {Path(file, "sslrootcert")} -noout -subject -dates")
            )
            : null;

    static Advice? Permissions(CaseFile file) =>
        file.Says("has group or world access")
            ? new(
                file.ErrorText,
                "libpq takes a key that only its owner can read (0600), or one of root's that its group can read too (0640). "
                    + "In Kubernetes, secrets are mounted as 0644 of root unless defaultMode says otherwise.",
                new("take the permissions away", $"chmod 600 {Path(file, "sslkey")}"),
                new("in a Kubernetes volume of the secret", "defaultMode: 0400"),
                new("where the mount's owner is another user, copy the key first", $"install -m 600 {Path(file, "sslkey")} /tmp/client.key")
            )
            : null;

    static Advice? KeyMissing(CaseFile file) =>
        file.Says("certificate present, but not private key file")
            ? new(
                file.ErrorText,
                $"A client certificate was found: {file.Named("sslcert")}. Its key is looked for at {file.Named("sslkey")}; without one, ~/.postgresql/postgresql.key counts.",
                new("name the certificate's private key", Corrected.Command(file, ("sslkey", "/path/to/client.key"))),
                new("or send no certificate", Corrected.Command(file, ("sslcertmode", "disable")))
            )
            : null;

    static Advice? Mismatch(CaseFile file) =>
        file.Says("key values mismatch", "does not match private key", "X509_check_private_key")
            ? new(
                file.ErrorText,
                $"Certificate and key were paired from {file.Named("sslcert")} and {file.Named("sslkey")}: the public key in the one is not the other's. "
                    + "That happens when only one of the two was renewed, or when the key comes from the home folder.",
                new("compare the two; the lines must be equal", Compare(file)),
                new("name both files of one pair", Corrected.Command(file, ("sslcert", "client.crt"), ("sslkey", "client.key")))
            )
            : null;

    static string Compare(CaseFile file) =>
        $"openssl x509 -in {Path(file, "sslcert")} -noout -pubkey; openssl pkey -in {Path(file, "sslkey")} -pubout";

    static Advice? EncryptedDer(CaseFile file) =>
        file.KeyFormat == KeyFileFormat.EncryptedDer && file.Says("could not load private key")
            ? new(
                file.ErrorText,
                "The key is an encrypted PKCS#8 file in DER, which Java reads and libpq does not; one file with a password cannot serve both.",
                new("make a second file for libpq", $"openssl pkcs8 -inform DER -in {Path(file, "sslkey")} -topk8 -out client.key"),
                new("or give Java a PKCS#12 file instead", "openssl pkcs12 -export -in client.crt -inkey client.key -out client.p12")
            )
            : null;

    static Advice? Password(CaseFile file) =>
        file.Says("bad decrypt", "it is encrypted, and no password was given", "Enter PEM pass phrase", "bad password read")
            ? new(
                file.ErrorText,
                $"The key is encrypted ({file.KeyFormat ?? "PEM"}); its password is a parameter of its own, not the user's: sslpassword"
                    + (file.Says("bad decrypt") ? " does not open it." : " is not set, and other programs then wait at a prompt."),
                new("give the key's password", Corrected.Command(file).TrimEnd('\'') + " sslpassword=…'"),
                new(
                    "or keep a key without password for this client, readable by its owner only",
                    $"openssl pkey -in {Path(file, "sslkey")} -out client.key && chmod 600 client.key"
                )
            )
            : null;

    static Advice? Unsupported(CaseFile file) =>
        file.Says(
            "could not load private key file",
            "could not load SSL engine",
            "is not a regular file",
            "could not stat private key file"
        )
            ? new(
                file.ErrorText,
                $"{file.Named("sslkey")} is {file.KeyFormat ?? "not readable as a key"}.",
                new(
                    file.Failure?.Fix ?? "name a file with an RSA or EC private key in PEM",
                    $"openssl pkey -in {Path(file, "sslkey")} -noout -text"
                )
            )
            : null;

    static Advice? Certificate(CaseFile file) =>
        file.Says("could not read certificate file")
            ? new(
                file.ErrorText,
                $"{file.Named("sslcert")} exists, so it must be used; a PEM file is needed, with the client's certificate first.",
                new("turn DER into PEM", $"openssl x509 -inform DER -in {Path(file, "sslcert")} -out client.crt"),
                new("take both out of a PKCS#12 file", $"openssl pkcs12 -in {Path(file, "sslcert")} -clcerts -nokeys -out client.crt")
            )
            : null;

    static string Path(CaseFile file, string keyword)
    {
        var named = file.MySql is not null ? keyword.Replace("sslrootcert", "ssl_ca", StringComparison.Ordinal) : keyword;
        named = file.MySql is not null
            ? named.Replace("sslcert", "ssl_cert", StringComparison.Ordinal).Replace("sslkey", "ssl_key", StringComparison.Ordinal)
            : named;
        return file.Shown(named) is { Length: > 0 } path ? path : "FILE";
    }
}
