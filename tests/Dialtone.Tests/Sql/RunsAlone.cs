namespace Dialtone.Tests.Sql;

/// <summary>Tests that measure the memory of the whole process: nothing runs beside them.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class RunsAlone;
