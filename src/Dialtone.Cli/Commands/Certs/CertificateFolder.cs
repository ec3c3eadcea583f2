using Dialtone.Errors;
using Dialtone.Tls.Files;
using Dialtone.Tls.Issuing;

namespace Dialtone.Cli.Commands.Certs;

/// <summary>The files of a development CA and of what it issued, in one folder that only its owner may enter.</summary>
sealed class CertificateFolder(string path)
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string Location { get; } = Path.GetFullPath(path);

    public string AuthorityCertificate => this["ca.crt"];

    public string AuthorityKey => this["ca.key"];

    public string this[string name] => Path.Combine(Location, name);

    /// <summary>Certificate and key of a server.</summary>
    public (string Certificate, string Key) Server(string name = "server") => (this[$"{name}.crt"], this[$"{name}.key"]);

    /// <summary>Certificate and key of a user; what a file should not be called by is replaced in the name.</summary>
    public (string Certificate, string Key) Client(string user)
    {
        var name = string.Concat(
            user.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' ? character : '_')
        );
        return Server($"client-{name}");
    }

    /// <summary>Makes the folder, and refuses if a file is there that must not be replaced.</summary>
    public void Prepare(IEnumerable<string> files, bool force)
    {
        foreach (var file in files)
        {
            try
            {
                CertificateBundle.CheckAbsent(file, force);
            }
            catch (DatabaseException failure)
            {
                throw new UsageException(failure.Failure.What, null, "choose another folder, or replace it with --force");
            }
        }

        try
        {
            _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(Location) : Directory.CreateDirectory(Location, OwnerOnly);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Write(Location, exception);
        }
    }

    /// <summary>The CA that <c>init</c> made.</summary>
    public CertificateAuthority LoadAuthority() =>
        File.Exists(AuthorityCertificate)
            ? CertificateAuthority.Load(AuthorityCertificate, AuthorityKey)
            : throw new UsageException("there is no CA in the folder", Location, "make one: dialtone certs init");
}
