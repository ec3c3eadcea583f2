namespace Dialtone.Cli.Commands;

/// <summary>One <c>-c</c> or <c>-f</c>.</summary>
/// <param name="IsFile">Whether the text is a file's path, or SQL itself.</param>
/// <param name="Text">The path or the SQL.</param>
readonly record struct SqlSource(bool IsFile, string Text);
