using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace Dialtone.Cli;

/// <summary>What <c>--version</c> prints.</summary>
sealed class VersionLine(TextWriter output) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        output.Write($"dialtone {version.Split('+')[0]}\n");
        return ExitCodes.Fine;
    }
}
