using System.Runtime.InteropServices;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Certificates;

/// <summary>A PKCS#11 token in software (SoftHSM) that holds private keys for OpenSSL's engine <c>pkcs11</c>.</summary>
public sealed class SoftToken : IDisposable
{
    const string Label = "dialtone";
    const string Pin = "73919";

    static readonly string Architecture =
        RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64
            ? "aarch64-linux-gnu"
            : "x86_64-linux-gnu";

    readonly TemporaryFolder folder = new();

    SoftToken() { }

    /// <summary>Whether SoftHSM and the engine are here.</summary>
    public static Requirement Availability { get; } =
        File.Exists(Module) && File.Exists($"/usr/lib/{Architecture}/engines-3/pkcs11.so") && Executables.Find("softhsm2-util") is not null
            ? new(true, "")
            : new(false, "SoftHSM or OpenSSL's engine pkcs11 is not installed (packages softhsm2, libengine-pkcs11-openssl).");

    /// <summary>What a program needs to find the token.</summary>
    public IReadOnlyDictionary<string, string?> Environment =>
        new Dictionary<string, string?> { ["SOFTHSM2_CONF"] = Configuration, ["PKCS11_MODULE_PATH"] = Module };

    static string Module => "/usr/lib/softhsm/libsofthsm2.so";

    string Configuration => Path.Combine(folder.Location, "softhsm2.conf");

    /// <summary>A new token without keys.</summary>
    public static async Task<SoftToken> CreateAsync(CancellationToken cancellationToken)
    {
        var token = new SoftToken();
        var store = Directory.CreateDirectory(Path.Combine(token.folder.Location, "tokens"));
        await File.WriteAllTextAsync(
            token.Configuration,
            $"directories.tokendir = {store.FullName}\nobjectstore.backend = file\n",
            cancellationToken
        );
        await token.RunAsync(["--init-token", "--free", "--label", Label, "--so-pin", Pin], cancellationToken);
        return token;
    }

    /// <summary>Puts a key into the token.</summary>
    public Task ImportAsync(string name, CertificateFiles files, CancellationToken cancellationToken) =>
        RunAsync(
            [
                "--import",
                files.Key,
                "--token",
                Label,
                "--label",
                name,
                "--id",
                Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(name)),
            ],
            cancellationToken
        );

    /// <summary>A key as <c>sslkey</c> names it.</summary>
    public static string Key(string name, string pin = Pin) => $"pkcs11:pkcs11:token={Label};object={name};type=private;pin-value={pin}";

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    async Task RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        var command = new Command("softhsm2-util", [.. arguments, "--pin", Pin]) { Environment = Environment };
        var result = await command.RunAsync(cancellationToken);
        if (!result.Succeeded)
            throw new InvalidOperationException($"softhsm2-util failed: {result.Error}{result.Output}");
    }
}
