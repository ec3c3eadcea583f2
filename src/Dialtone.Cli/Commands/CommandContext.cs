using Dialtone.Cli.Terminal;

namespace Dialtone.Cli.Commands;

/// <summary>What every command gets: the streams and the signals of the process.</summary>
/// <param name="Io">Data out, words out, input.</param>
/// <param name="Interrupts">Ctrl-C and its kin as a token.</param>
sealed record CommandContext(Stdio Io, Interrupts Interrupts);
