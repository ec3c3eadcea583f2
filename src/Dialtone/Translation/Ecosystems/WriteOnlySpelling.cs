using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A format that connections are only written in.</summary>
abstract class WriteOnlySpelling(string name, string dialect, string title) : Spelling(name, dialect, title)
{
    public override bool CanRead => false;

    public override bool IsLibpq => !IsMySql;

    public override Target Read(string text, Reading reading) => throw new NotSupportedException($"{Title} is only written.");

    /// <summary>Variables for a container: libpq's, or a URL for MySQL, which has none.</summary>
    protected static List<(string Name, string Value)> Variables(Draft draft) =>
        draft.IsMySql ? [("DATABASE_URL", MySqlUrlText.Write(draft))] : LibpqEnvironmentSpelling.Variables(draft);

    /// <summary>Says which files the container needs.</summary>
    protected static void WarnAboutFiles(Draft draft)
    {
        foreach (var keyword in (string[])["sslrootcert", "sslcert", "sslkey", "ssl_ca", "ssl_cert", "ssl_key"])
            if (draft.Parameters.Text(keyword) is { Length: > 0 } path && path != TlsIntent.SystemRoots)
                draft.Warn(
                    keyword,
                    $"{keyword}: {path} must be mounted at the same place{(keyword.EndsWith("key", StringComparison.Ordinal) ? ", readable by the container's user only (defaultMode 0400)" : "")}"
                );
    }
}
