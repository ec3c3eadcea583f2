namespace Dialtone.Parameters;

/// <summary>Stub until Parameters lands.</summary>
abstract record Target
{
    public abstract string Dialect { get; }

    public static Target Parse(string? text, IReadOnlyList<TargetArgument> arguments) => throw new NotSupportedException();
}
