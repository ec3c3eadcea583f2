using Dialtone.Parameters;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>Short spellings for the files of settings.</summary>
static class TlsFiles
{
    public static TlsFile Root(string path) => new(path, "sslrootcert", new ParameterSource.Argument());

    public static TlsFile Default(string path, string keyword) => new(path, keyword, new ParameterSource.DefaultFile(path));

    public static TlsFile Revocation(string path) => new(path, "sslcrl", new ParameterSource.Argument());

    public static TlsFile RevocationFolder(string path) => new(path, "sslcrldir", new ParameterSource.Argument());

    public static TlsFile Certificate(string path) => new(path, "sslcert", new ParameterSource.Argument());

    public static TlsFile Key(string path) => new(path, "sslkey", new ParameterSource.Environment("PGSSLKEY"));
}
