using System.CommandLine;

namespace Dialtone.Cli.Commands;

/// <summary><c>TARGET [key=value…]</c>, as every command that connects takes them.</summary>
sealed class TargetArguments
{
    readonly Argument<string[]> words = new("TARGET")
    {
        Arity = ArgumentArity.ZeroOrMore,
        HelpName = "TARGET [key=value…]",
        Description =
            "A URL, a keyword/value string, a service name, or nothing for the environment and defaults, as psql; "
            + "arguments that follow are connection parameters and win over it",
    };

    readonly Option<bool> strictTls = new("--strict-tls")
    {
        Description =
            "Refuse what weakens TLS: another machine must be verified (sslmode=verify-full), "
            + "and a certificate or revocation list that is named must be usable",
    };

    /// <summary>Makes a command take them.</summary>
    /// <param name="command">The command.</param>
    /// <param name="connects">Whether it connects, so that TLS can be strict.</param>
    public TargetArguments(Command command, bool connects = true)
    {
        command.Add(words);
        if (connects)
        {
            command.Add(strictTls);
        }
    }

    /// <summary>The words themselves, for a program that reads them again. They may hold a secret.</summary>
    public IReadOnlyList<string> Words(ParseResult result) => result.GetValue(words) ?? [];

    /// <summary>What was given.</summary>
    /// <exception cref="UsageException">A word is neither a target nor <c>key=value</c>.</exception>
    public Destination Read(ParseResult result)
    {
        var given = Words(result);
        if (given.FirstOrDefault(word => word is ['-', _, ..]) is { } option)
        {
            throw Unknown.Option(option, result.CommandResult.Command);
        }

        var arguments = new ConnectArgs();
        foreach (var word in given.Skip(1))
        {
            var sign = word.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0)
            {
                // Not repeated: it may be a password that lost its keyword.
                throw new UsageException(
                    "an argument after the target is not of the form key=value",
                    null,
                    "write connection parameters as key=value; SQL follows -c"
                );
            }

            arguments[word[..sign]] = word[(sign + 1)..];
        }

        return new(given.Count > 0 ? given[0] : null, arguments, result.GetValue(strictTls));
    }
}
