using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace Dialtone.Architecture.Tests;

/// <summary>The shipped assemblies as ArchUnitNET sees them, loaded once.</summary>
static class ShippedTypes
{
    static readonly System.Reflection.Assembly[] Assemblies =
    [
        typeof(Engine).Assembly,
        typeof(Cli.Program).Assembly,
        typeof(Hosting.EngineServices).Assembly,
    ];

    public static ArchUnitNET.Domain.Architecture Architecture { get; } = new ArchLoader().LoadAssemblies(Assemblies).Build();

    /// <summary>Every type of ours with every type that it names.</summary>
    public static IEnumerable<(IType From, IType To)> References =>
        Architecture.Types.SelectMany(from => from.Dependencies.Select(dependency => (from, dependency.Target))).Distinct();

    public static string NamespaceOf(IType type) => type.Namespace?.FullName ?? "";
}
