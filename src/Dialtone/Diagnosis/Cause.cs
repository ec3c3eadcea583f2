namespace Dialtone.Diagnosis;

/// <summary>A cause that the knowledge base knows.</summary>
/// <param name="Id">Its stable name, such as <c>key-file-permissions</c>; docs/doctor.md lists them.</param>
/// <param name="Summary">What is wrong, in one sentence that holds for every case of it.</param>
public sealed record Cause(string Id, string Summary);
