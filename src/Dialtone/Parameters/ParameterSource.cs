namespace Dialtone.Parameters;

/// <summary>Where a parameter's value came from.</summary>
public abstract record ParameterSource
{
    ParameterSource() { }

    /// <summary>The source in the words of an error message, such as <c>environment variable PGSSLMODE</c>.</summary>
    public abstract string Describe();

    /// <summary>The source as <c>resolve --json</c> names it, such as <c>environment</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The target itself: a URL or a keyword/value string.</summary>
    public sealed record TargetText : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "target";

        /// <inheritdoc/>
        public override string Describe() => "the target";
    }

    /// <summary>An argument beside the target: <c>key=value</c> on the command line, <c>ConnectArgs</c> in code.</summary>
    public sealed record Argument : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "argument";

        /// <inheritdoc/>
        public override string Describe() => "the connect arguments";
    }

    /// <summary>A line of a service file.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Line">The line, from 1.</param>
    public sealed record ServiceFile(string Path, int Line) : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "service";

        /// <inheritdoc/>
        public override string Describe() => $"service file {Path}:{Line}";
    }

    /// <summary>An environment variable.</summary>
    /// <param name="Name">Its name, such as <c>PGSSLMODE</c>.</param>
    public sealed record Environment(string Name) : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "environment";

        /// <inheritdoc/>
        public override string Describe() => $"environment variable {Name}";
    }

    /// <summary>A line of a password file.</summary>
    /// <param name="Path">The file.</param>
    /// <param name="Line">The line, from 1.</param>
    public sealed record PassFile(string Path, int Line) : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "passfile";

        /// <inheritdoc/>
        public override string Describe() => $"password file {Path}:{Line}";
    }

    /// <summary>A file at its default place, such as <c>~/.postgresql/root.crt</c>.</summary>
    /// <param name="Path">The file.</param>
    public sealed record DefaultFile(string Path) : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "default file";

        /// <inheritdoc/>
        public override string Describe() => $"the default file {Path}";
    }

    /// <summary>Derived from something else by a rule, such as the database name from the user name.</summary>
    /// <param name="From">What it was derived from, such as <c>user</c> or <c>operating system user</c>.</param>
    public sealed record Derived(string From) : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "derived";

        /// <inheritdoc/>
        public override string Describe() => $"derived from {From}";
    }

    /// <summary>The compiled default.</summary>
    public sealed record Compiled : ParameterSource
    {
        /// <inheritdoc/>
        public override string Kind => "default";

        /// <inheritdoc/>
        public override string Describe() => "the default";
    }
}
