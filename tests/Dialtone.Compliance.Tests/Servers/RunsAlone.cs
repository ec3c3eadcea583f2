namespace Dialtone.Compliance.Tests.Servers;

/// <summary>Tests that measure the memory of the process: nothing else runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunsAlone
{
    public const string Name = "alone";
}
