using Dialtone.Cli.Terminal;
using Dialtone.Errors;
using Dialtone.Tls.Files;

namespace Dialtone.Cli.Commands.Certs;

/// <summary>Where the password of a key comes from: a file, a variable, or a person at a terminal; never the command line, which everybody can read.</summary>
static class KeyPassword
{
    /// <summary>The variable with the password of what is read.</summary>
    public const string Variable = "DIALTONE_KEY_PASSWORD";

    /// <summary>The variable with the password of what is written.</summary>
    public const string NewVariable = "DIALTONE_NEW_KEY_PASSWORD";

    /// <summary>The password by a file, whose first line it is, or by a variable; <see langword="null"/> if neither is given.</summary>
    public static string? Find(string? file, string variable)
    {
        if (file is null)
        {
            return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
        }

        try
        {
            return File.ReadLines(file).FirstOrDefault() ?? "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Read(file, exception);
        }
    }

    /// <summary>Reads a file of certificates and keys; asks for its password where one is needed and somebody can be asked.</summary>
    public static CertificateBundle Read(CommandContext context, string path, string? password, CancellationToken cancellationToken)
    {
        try
        {
            return CertificateBundle.Read(path, password);
        }
        catch (DatabaseException failure)
            when (password is null && context.Io is { IsInputTerminal: true, IsErrorTerminal: true } && NeedsPassword(failure))
        {
            return CertificateBundle.Read(
                path,
                PasswordPrompt.Ask(context.Io, $"Password of {PrintableText.Escape(path)}: ", cancellationToken)
            );
        }
        catch (DatabaseException failure) when (password is null && NeedsPassword(failure))
        {
            throw new UsageException(failure.Failure.What, null, $"give the password with --password-file FILE, or in {Variable}");
        }
        catch (DatabaseException failure)
        {
            throw new UsageException(failure.Failure.What, failure.Failure.Origin, failure.Failure.Fix);
        }
    }

    static bool NeedsPassword(DatabaseException failure) =>
        failure.Failure.What.EndsWith("no password was given", StringComparison.Ordinal)
        || failure.Failure.What.EndsWith("it needs a password", StringComparison.Ordinal);
}
