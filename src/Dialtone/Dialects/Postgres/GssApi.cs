using System.Runtime.InteropServices;
using System.Text;

namespace Dialtone.Dialects.Postgres;

/// <summary>What libpq asks of GSSAPI and .NET does not: whether there is a ticket, and why a context does not come about.</summary>
static unsafe partial class GssApi
{
    /// <summary>The library, which .NET loads by the same name.</summary>
    public const string Library = "libgssapi_krb5.so.2";

    const uint Complete = 0;
    const uint ErrorBits = 0xFFFF0000;
    const int Initiate = 1;
    const int OfGssapi = 1;
    const int OfMechanism = 2;
    const uint MutualFlag = 2;

    // 1.2.840.113554.1.2.1.4, GSS_C_NT_HOSTBASED_SERVICE.
    static ReadOnlySpan<byte> HostBasedService => [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x01, 0x04];

    // Without any of these nobody on this machine has a ticket, and the library need not be loaded to be told so.
    static readonly string[] Variables = ["KRB5CCNAME", "KRB5_CONFIG", "KRB5_CLIENT_KTNAME"];
    const string Configuration = "/etc/krb5.conf";

    /// <summary>Whether the library can be loaded.</summary>
    public static bool IsInstalled
    {
        get
        {
            if (!NativeLibrary.TryLoad(Library, out var handle))
            {
                return false;
            }

            NativeLibrary.Free(handle);
            return true;
        }
    }

    /// <summary>Whether Kerberos is set up here at all.</summary>
    public static bool MayHaveCredentials =>
        OperatingSystem.IsLinux()
        && (
            File.Exists(Configuration)
            || Array.Exists(Variables, variable => Environment.GetEnvironmentVariable(variable) is { Length: > 0 })
        );

    /// <summary>Whether the user has a Kerberos ticket, or a key to get one with: libpq's condition for trying GSSAPI encryption.</summary>
    public static bool HasCredentials()
    {
        if (!MayHaveCredentials || !IsInstalled)
        {
            return false;
        }

        var major = AcquireCredentials(out _, 0, 0, 0, Initiate, out var credentials, 0, 0);
        _ = ReleaseCredentials(out _, ref credentials);
        return major == Complete;
    }

    /// <summary>Why GSSAPI cannot make a context for a service, in its own words; <see langword="null"/> if it can, or does not tell.</summary>
    /// <param name="service">The service as <c>postgres@host</c>.</param>
    public static string? Obstacle(string service)
    {
        if (!OperatingSystem.IsLinux() || !IsInstalled)
        {
            return null;
        }

        nint name = 0;
        nint context = 0;
        var text = Encoding.UTF8.GetBytes(service);
        fixed (byte* value = text)
        fixed (byte* elements = HostBasedService)
        {
            var buffer = new Text(text.Length, value);
            var kind = new Identifier((uint)HostBasedService.Length, elements);
            var major = ImportName(out var minor, buffer, kind, out name);
            if (major == Complete)
            {
                major = InitiateContext(out minor, 0, ref context, name, 0, MutualFlag, 0, 0, null, 0, out var token, 0, 0);
                _ = ReleaseText(out _, ref token);
            }

            _ = DeleteContext(out _, ref context, 0);
            _ = ReleaseName(out _, ref name);
            return (major & ErrorBits) == 0 ? null : $"{Describe(major, OfGssapi)}: {Describe(minor, OfMechanism)}";
        }
    }

    static string Describe(uint status, int kind)
    {
        var all = new List<string>();
        uint more = 0;
        do
        {
            if (DisplayStatus(out _, status, kind, 0, ref more, out var text) != Complete)
            {
                break;
            }

            all.Add(Encoding.UTF8.GetString(text.Value, (int)text.Length));
            _ = ReleaseText(out _, ref text);
        } while (more != 0);

        return string.Join(' ', all);
    }

    // gss_buffer_desc.
    readonly struct Text(nint length, byte* value)
    {
        public readonly nint Length = length;
        public readonly byte* Value = value;
    }

    // gss_OID_desc.
    readonly struct Identifier(uint length, byte* elements)
    {
        public readonly uint Length = length;
        public readonly byte* Elements = elements;
    }

    [LibraryImport(Library, EntryPoint = "gss_acquire_cred")]
    private static partial uint AcquireCredentials(
        out uint minor,
        nint name,
        uint time,
        nint mechanisms,
        int usage,
        out nint credentials,
        nint actualMechanisms,
        nint actualTime
    );

    [LibraryImport(Library, EntryPoint = "gss_release_cred")]
    private static partial uint ReleaseCredentials(out uint minor, ref nint credentials);

    [LibraryImport(Library, EntryPoint = "gss_import_name")]
    private static partial uint ImportName(out uint minor, in Text text, in Identifier kind, out nint name);

    [LibraryImport(Library, EntryPoint = "gss_release_name")]
    private static partial uint ReleaseName(out uint minor, ref nint name);

    [LibraryImport(Library, EntryPoint = "gss_init_sec_context")]
    private static partial uint InitiateContext(
        out uint minor,
        nint credentials,
        ref nint context,
        nint target,
        nint mechanism,
        uint flags,
        uint time,
        nint bindings,
        Text* input,
        nint actualMechanism,
        out Text output,
        nint actualFlags,
        nint actualTime
    );

    [LibraryImport(Library, EntryPoint = "gss_delete_sec_context")]
    private static partial uint DeleteContext(out uint minor, ref nint context, nint output);

    [LibraryImport(Library, EntryPoint = "gss_display_status")]
    private static partial uint DisplayStatus(out uint minor, uint status, int kind, nint mechanism, ref uint more, out Text text);

    [LibraryImport(Library, EntryPoint = "gss_release_buffer")]
    private static partial uint ReleaseText(out uint minor, ref Text text);
}
