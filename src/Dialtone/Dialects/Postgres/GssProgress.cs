using System.Runtime.InteropServices;
using System.Security.Authentication.ExtendedProtection;

namespace Dialtone.Dialects.Postgres;

/// <summary>How far a Kerberos login has come, which the driver does not tell: before the server's answer nothing proves that it is the server.</summary>
/// <remarks>
/// An empty channel binding, which PostgreSQL does not look at. GSSAPI asks for its size once in each step: when it begins, and when it takes the answer
/// of the server.
/// </remarks>
sealed class GssProgress : ChannelBinding
{
    // SEC_CHANNEL_BINDINGS: eight numbers, then the data.
    const int HeaderLength = 8 * sizeof(int);

    int steps;

    /// <summary>A login that has not begun.</summary>
    public unsafe GssProgress()
        : base(ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed(HeaderLength));

    /// <summary>Whether GSSAPI took an answer of the server; a wrong one has ended the login.</summary>
    public bool IsAnswered => Volatile.Read(ref steps) > 1;

    /// <inheritdoc/>
    public override int Size
    {
        get
        {
            Interlocked.Increment(ref steps);
            return HeaderLength;
        }
    }

    /// <inheritdoc/>
    protected override unsafe bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
