using Dialtone.Parameters;

namespace Dialtone.Tls;

/// <summary>A file, and the parameter that named it.</summary>
/// <param name="Path">The file, as it was written.</param>
/// <param name="Keyword">The parameter, such as <c>sslrootcert</c>.</param>
/// <param name="Source">Where the parameter's value came from.</param>
sealed record TlsFile(string Path, string Keyword, ParameterSource Source)
{
    /// <summary>Whether nobody asked for the file: it lies, or would lie, at its default place.</summary>
    public bool IsDefault => Source is ParameterSource.DefaultFile;

    /// <summary>The file's name without the PIN that the name of a key may hold.</summary>
    public string ShownPath => TokenPin.Hide(Path);

    /// <summary>The file for an error message.</summary>
    public string Describe() => $"{Keyword}={ShownPath} ({Source.Describe()})";
}
