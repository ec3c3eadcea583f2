namespace Dialtone.Parameters;

/// <summary>A file and who named it: a parameter, or nobody if it is libpq's default file, which need not exist.</summary>
/// <param name="Path">The file.</param>
/// <param name="Source">Where the path came from.</param>
readonly record struct FileSetting(string Path, ParameterSource Source)
{
    /// <summary>Whether nobody named the file.</summary>
    public bool IsDefault => Source is ParameterSource.DefaultFile;
}
