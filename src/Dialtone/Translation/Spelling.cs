using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>How one ecosystem writes a connection down, and how its text is read. One file each in Ecosystems/, one row each in <see cref="KnownSpellings"/>.</summary>
abstract class Spelling(string name, string dialect, string title)
{
    public Ecosystem Ecosystem => new(name, dialect, title, CanRead);

    /// <summary>What it is, for people.</summary>
    public string Title => title;

    public string Name => name;

    public string Dialect => dialect;

    public bool IsMySql => dialect == "mysql";

    /// <summary>Whether libpq itself is behind it: every parameter is understood, and environment, service and password files are read.</summary>
    public virtual bool IsLibpq => false;

    /// <summary>Whether <see cref="Read"/> works.</summary>
    public virtual bool CanRead => true;

    /// <summary>Whether a text is written in this way and in no other that it could be taken for.</summary>
    public virtual bool Recognizes(string text) => false;

    /// <summary>Writes a connection. What it does not take from the draft is reported as lost.</summary>
    public abstract string Write(Draft draft);

    /// <summary>Reads a connection.</summary>
    /// <exception cref="Errors.DatabaseException">The text is not what it is taken for; no secret is repeated.</exception>
    public abstract Target Read(string text, Reading reading);
}
