using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.Backends;

/// <summary>A database under test, and how it spells what every test needs.</summary>
public abstract class Backend(TestServers servers)
{
    protected TestServers Servers => servers;

    /// <summary>What it offers beside what all do.</summary>
    public abstract Capabilities Capabilities { get; }

    /// <summary>A query of the number of the session that runs it.</summary>
    public virtual string SessionId => throw new NotSupportedException();

    /// <summary>The password of its user; empty where none is asked for.</summary>
    public virtual string Password => "";

    /// <summary>A query of the session's own limit of a statement in seconds; <see langword="null"/> where there is none.</summary>
    public virtual string? TimeLimit => null;

    /// <summary>A statement that ends another session.</summary>
    public virtual string Kill(long session) => throw new NotSupportedException();

    /// <summary>Leaves the test out where the database does not offer what it needs.</summary>
    public void Require(Capabilities needed) =>
        Assert.SkipUnless(Capabilities.HasFlag(needed), $"{GetType().Name} does not offer {needed}");

    /// <summary>A statement that yields one value after a time that nobody waits for.</summary>
    public abstract string Endless { get; }

    /// <summary>Types of columns, by the type of .NET that they hold.</summary>
    public abstract IReadOnlyDictionary<Type, string> Types { get; }

    /// <summary>A column "id" that the database numbers.</summary>
    public abstract string Identity { get; }

    /// <summary>An engine of its own. Skips the test where the server is missing.</summary>
    public abstract Task<Engine> CreateAsync(EngineOptions? options = null);

    /// <summary>A query of the numbers from 1 on, called <c>n</c>, each with a text of 100 characters called <c>filler</c>.</summary>
    public abstract string Numbers(int count);

    /// <summary>The name of a table that no other test uses.</summary>
    public static string NewTable() => $"t{Guid.NewGuid():N}";
}
