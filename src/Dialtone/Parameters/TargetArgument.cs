namespace Dialtone.Parameters;

/// <summary>One <c>key=value</c> beside a target. A dotted key (<c>ssl.ca</c>) is a nested <c>connect_args</c> entry.</summary>
/// <param name="Key">The key as it was written.</param>
/// <param name="Value">The value as it was written.</param>
readonly record struct TargetArgument(string Key, string Value)
{
    /// <summary>The key only: the value may be a password.</summary>
    public override string ToString() => $"{Key}=…";
}
