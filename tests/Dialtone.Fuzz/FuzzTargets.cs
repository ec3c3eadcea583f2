using System.Formats.Asn1;
using System.Text;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Fuzz;

/// <summary>The readers of what others wrote. Each takes any bytes and returns, or throws one of the exceptions that it documents.</summary>
static class FuzzTargets
{
    /// <summary>The readers by name; the seeds of each are in the folder <c>Seeds/NAME</c>.</summary>
    public static IReadOnlyDictionary<string, Action<byte[]>> All { get; } =
        new SortedDictionary<string, Action<byte[]>>(StringComparer.Ordinal)
        {
            ["target"] = Target,
            ["service"] = Service,
            ["passfile"] = PassFile,
            ["pem"] = Pem,
            ["key"] = Key,
            ["crl"] = Crl,
        };

    // Made at each use: instrumented code must not run before the fuzzer has begun.
    static ResolutionContext Nowhere => new() { Environment = _ => null, UserName = "nobody" };

    // A URL or a keyword/value string, then everything that follows from it.
    static void Target(byte[] bytes) =>
        Tolerate(() =>
        {
            var text = Encoding.UTF8.GetString(bytes);
            if (text.Contains("passfile", StringComparison.Ordinal))
            {
                return; // It would name a file of this machine.
            }

            var resolved = Parameters.Target.Parse(text, []).Resolve(Nowhere);
            _ = ResolveReport.Rows(resolved);
            using var json = new MemoryStream();
            ResolveReport.WriteJson(resolved, json);
        });

    static void Service(byte[] bytes) =>
        WithFile(
            bytes,
            path =>
            {
                var context = Nowhere with { Environment = name => name == "PGSERVICEFILE" ? path : null };
                Tolerate(() => Parameters.Target.Parse("service=a", []).Resolve(context));
            }
        );

    static void PassFile(byte[] bytes) =>
        WithFile(
            bytes,
            path =>
            {
                var file = PasswordFile.Open(path, []);
                _ = file.Find("h", "5432", "d", "u");
                _ = file.Find("a:b", "1", "", "\\");
            }
        );

    static void Pem(byte[] bytes)
    {
        Tolerate(() =>
        {
            foreach (var certificate in PemContent.Read(bytes).Certificates)
            {
                using (certificate)
                {
                    HostNameVerifier.Verify(certificate, "db.example.com");
                }
            }
        });
        Tolerate(() => PemContent.ReadChain(bytes).ForEach(certificate => certificate.Dispose()));
    }

    static void Key(byte[] bytes)
    {
        // An expensive key derivation is no crash, and would only slow the search.
        if (bytes.Length > 4096)
        {
            return;
        }

        foreach (var password in (string?[])[null, "geheim"])
        {
            Tolerate(() => PrivateKeyReader.Read([.. bytes], password).Dispose());
        }
    }

    static void Crl(byte[] bytes)
    {
        try
        {
            _ = RevocationList.Parse(bytes).SignatureAlgorithm;
        }
        catch (AsnContentException)
        {
            // Documented.
        }
    }

    static void Tolerate(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is DatabaseException or FormatException or PrivateKeyException)
        {
            // Documented.
        }
    }

    static void WithFile(byte[] bytes, Action<string> action)
    {
        var path = Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
            $"dialtone-fuzz-{Environment.ProcessId}-{Environment.CurrentManagedThreadId}"
        );
        try
        {
            File.WriteAllBytes(path, bytes);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            action(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
