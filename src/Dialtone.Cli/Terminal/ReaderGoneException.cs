namespace Dialtone.Cli.Terminal;

/// <summary>Whoever read our output has ended, such as <c>head</c>: the work is over, and nothing is wrong.</summary>
sealed class ReaderGoneException() : IOException("nobody reads the output any more");
