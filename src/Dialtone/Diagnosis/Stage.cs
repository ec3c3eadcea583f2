namespace Dialtone.Diagnosis;

/// <summary>One step of a diagnosis.</summary>
/// <param name="name">The name in reports.</param>
abstract class Stage(string name)
{
    /// <summary>The name in reports.</summary>
    public string Name => name;

    /// <summary>Whether there is anything to look at in this case.</summary>
    public virtual bool Applies(CaseFile file) => true;

    /// <summary>Looks, and writes down what it sees; what blocks is thrown.</summary>
    /// <exception cref="Errors.DatabaseException">The connection cannot be made.</exception>
    public abstract Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken);
}
