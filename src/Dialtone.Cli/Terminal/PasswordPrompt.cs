using System.Text;

namespace Dialtone.Cli.Terminal;

/// <summary>Asks a person for a password without showing it.</summary>
static class PasswordPrompt
{
    /// <summary>Asks on standard error and reads the terminal until Enter.</summary>
    /// <exception cref="OperationCanceledException">Ctrl-C or Ctrl-D, or a signal.</exception>
    public static string Ask(Stdio io, string question, CancellationToken cancellationToken)
    {
        var password = new StringBuilder();
        var before = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        // After the runtime has looked at the terminal, which it puts back as it was then.
        var silence = SilentTerminal.Enter();
        try
        {
            io.Ask(question);
            while (true)
            {
                var key = Console.ReadKey(intercept: true);
                cancellationToken.ThrowIfCancellationRequested();
                switch (key)
                {
                    case { Key: ConsoleKey.Enter }:
                        return password.ToString();
                    case { Key: ConsoleKey.C or ConsoleKey.D, Modifiers: ConsoleModifiers.Control }:
                        throw new OperationCanceledException();
                    case { Key: ConsoleKey.Backspace } when password.Length > 0:
                        password.Length--;
                        break;
                    case { Key: ConsoleKey.U, Modifiers: ConsoleModifiers.Control }:
                        password.Clear();
                        break;
                    case { KeyChar: >= ' ' }:
                        password.Append(key.KeyChar);
                        break;
                }
            }
        }
        finally
        {
            silence?.Dispose();
            Console.TreatControlCAsInput = before;
            io.Say("");
        }
    }
}
