using System.Security.Cryptography;
using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>What PostgreSQL keeps of a password: RFC 5803's verifier for SCRAM-SHA-256.</summary>
static class ScramVerifier
{
    const int Iterations = 4096;
    const int SaltLength = 16;

    /// <summary>A verifier with a salt of its own.</summary>
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

    // SASLprep as far as PostgreSQL takes it: compatible characters become one; a password that it cannot prepare is used as it is.
    static string Prepare(string password)
    {
        if (Ascii.IsValid(password))
        {
            return password;
        }

        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            return password;
        }
    }
}
