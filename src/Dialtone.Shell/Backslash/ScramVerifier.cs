using System.Security.Cryptography;
using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>What PostgreSQL keeps of a password: RFC 5803's verifier for SCRAM-SHA-256.</summary>
static class ScramVerifier
{
    const int Iterations = 4096;
    const int SaltLength = 16;

    /// <summary>A verifier with a salt of its own.</summary>
    /// <exception cref="ShellCommandException">The password has characters that cannot be prepared.</exception>
    public static string Create(string password) => Create(password, RandomNumberGenerator.GetBytes(SaltLength));

    /// <summary>The verifier for a salt.</summary>
    public static string Create(string password, ReadOnlySpan<byte> salt)
    {
        var bytes = Encoding.UTF8.GetBytes(Prepare(password));
        var salted = Rfc2898DeriveBytes.Pbkdf2(bytes, salt, Iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }

    // SASLprep, so far as it changes something here: characters that look alike become one. This program has no tables for that, so it
    // takes the characters that stay what they are.
    static string Prepare(string password) =>
        password.All(IsStable)
            ? password
            : throw new ShellCommandException(
                "\\password: only ASCII and accented Latin letters can be prepared here as the server would; choose another password"
            );

    static bool IsStable(char character) =>
        character is (>= ' ' and <= '~') or (>= '\u00C0' and <= '\u024F')
        && character
            is not ('\u0132' or '\u0133' or '\u013F' or '\u0140' or '\u0149' or '\u017F')
                and not ((>= '\u01C4' and <= '\u01CC') or (>= '\u01F1' and <= '\u01F3'));
}
