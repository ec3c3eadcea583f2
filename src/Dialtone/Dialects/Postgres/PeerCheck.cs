using System.Net.Sockets;
using System.Runtime.InteropServices;
using Dialtone.Errors;

namespace Dialtone.Dialects.Postgres;

/// <summary>libpq's <c>requirepeer</c>: the server behind a Unix socket must run as a certain user of the operating system.</summary>
/// <remarks>
/// The driver shows its socket only after the login, so it is not given a password to log in with: a server that wants one is refused, one that
/// trusts the user or asks the operating system for him is checked before anything else is said.
/// </remarks>
static partial class PeerCheck
{
    // Linux's SOL_SOCKET and SO_PEERCRED, and struct ucred: process, user, group.
    const int SocketLevel = 1;
    const int PeerCredentials = 17;
    const int CredentialsLength = 12;
    const int UserOffset = 4;

    // More than struct passwd and its texts take anywhere.
    const int RecordLength = 256;
    const int TextLength = 16 * 1024;

    /// <summary>Whether the check is wanted for a peer.</summary>
    public static bool IsWanted(PostgresTarget target, bool isSocket) => isSocket && target.Options.RequirePeer is not null;

    /// <summary>Compares the user of the process at the other end.</summary>
    /// <exception cref="DatabaseException">It is another user, or the system does not tell.</exception>
    public static void Verify(Socket socket, PostgresTarget target)
    {
        var credentials = new byte[CredentialsLength];
        uint user;
        try
        {
            _ = socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            user = BitConverter.ToUInt32(credentials, UserOffset);
        }
        catch (SocketException exception)
        {
            throw Refuse($"could not get peer credentials: {exception.Message}", target);
        }

        var name = NameOf(user) ?? throw Refuse($"local user with ID {user} does not exist", target);
        if (name != target.Options.RequirePeer)
        {
            throw Refuse($"requirepeer specifies \"{target.Options.RequirePeer}\", but actual peer user name is \"{name}\"", target);
        }
    }

    /// <summary>A server that wants a password before its user is known.</summary>
    public static DatabaseException PasswordWithheld(PostgresTarget target) =>
        Refuse(
            "the server asks for a password, and requirepeer can be checked only after the login",
            target,
            "let the server use peer authentication on its socket, or remove requirepeer; no password was sent"
        );

    static unsafe string? NameOf(uint user)
    {
        var record = stackalloc byte[RecordLength];
        var text = new byte[TextLength];
        fixed (byte* buffer = text)
        {
            // The name is the first member of struct passwd on every Unix.
            return GetUser(user, record, buffer, TextLength, out var found) == 0 && found != 0
                ? Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(found))
                : null;
        }
    }

    static DatabaseException Refuse(string what, PostgresTarget target, string? fix = null) =>
        new(
            new()
            {
                Stage = ErrorStage.Connect,
                Kind = ErrorKind.Authentication,
                What = what,
                Origin = target.Origin("requirepeer"),
                Fix = fix ?? "the server behind the socket runs as another user than the one expected: this may be the wrong server",
            }
        );

    [LibraryImport("libc", EntryPoint = "getpwuid_r")]
    private static unsafe partial int GetUser(uint user, byte* record, byte* text, nint length, out nint found);
}
