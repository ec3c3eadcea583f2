namespace Dialtone.Shell.Describe;

/// <summary>A describing command that found nothing, or whose pattern cannot be.</summary>
sealed class DescribeException(string message) : Exception(message);
