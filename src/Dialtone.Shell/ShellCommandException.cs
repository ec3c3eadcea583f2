namespace Dialtone.Shell;

/// <summary>A command of the shell that cannot be done as it was typed.</summary>
sealed class ShellCommandException(string message) : Exception(message);
