using System.Text;
using Dialtone.Cli.Terminal;
using Dialtone.Shell.Editing;
using Dialtone.Shell.Terminal;

namespace Dialtone.Shell.Backslash;

/// <summary>A session at the standard streams: with the editor where a person sits, else line by line.</summary>
sealed class ConsoleHost(SqlSession session, TextReader reader, Interrupts interrupts)
{
    /// <summary>Options for a session at the standard streams.</summary>
    /// <param name="io">The streams.</param>
    /// <param name="reader">Reads lines from standard input, answers to questions among them.</param>
    /// <param name="target">The target.</param>
    /// <param name="arguments">Parameters that win over it.</param>
    /// <param name="readOnly">Whether the server refuses every change.</param>
    public static SessionOptions Options(Stdio io, TextReader reader, string? target, ConnectArgs arguments, bool readOnly) =>
        new()
        {
            Io = io,
            Target = target,
            Arguments = arguments,
            ReadOnly = readOnly,
            CreateEngine = (given, args) =>
                Engine.Create(
                    given,
                    args,
                    new()
                    {
                        Pooling = false,
                        TextOnly = false,
                        OnNotice = notice => io.Say($"{notice.Severity}:  {notice.Text}"),
                    }
                ),
            Screen = () => TerminalScreen.Look(io),
            AskAsync = (question, isSecret, cancellationToken) => AskAsync(io, reader, question, isSecret, cancellationToken),
        };

    /// <summary>Reads until the end of the input.</summary>
    /// <returns>The exit code, as psql's.</returns>
    public async Task<int> RunAsync()
    {
        using var terminal = Tty.Open(session.Io);
        return terminal is null ? await RunPlainAsync() : await EditedPrompt.RunAsync(session, reader, terminal, interrupts);
    }

    async Task<int> RunPlainAsync()
    {
        while (true)
        {
            var loop = new PlainLoop(session, reader)
            {
                BeforeLine = Prompt,
                TakesCSharp = true,
                TokenOfLine = session.IsInteractive ? FreshToken : null,
            };
            try
            {
                var succeeded = await loop.RunAsync(interrupts.Token);
                if (session.HasEnded || !session.IsInteractive || await Leaving.MayLeaveAsync(session, interrupts.Token))
                {
                    return succeeded ? 0 : 3;
                }
            }
            catch (OperationCanceledException) when (session.IsInteractive)
            {
                interrupts.Reset();
                session.Say("");
            }
        }
    }

    // A Ctrl-C at the prompt was about the line that it dropped, not about the next one.
    CancellationToken FreshToken()
    {
        interrupts.Reset();
        return interrupts.Token;
    }

    void Prompt()
    {
        session.Io.Out.Flush();
        if (session.IsInteractive)
        {
            session.Io.Ask(PromptText.Of(session));
        }
    }

    /// <summary>Reads lines from standard input.</summary>
    public static TextReader ReaderOf(Stdio io) => new StreamReader(io.In, new UTF8Encoding(false), false, 4096, leaveOpen: true);

    static async Task<string?> AskAsync(Stdio io, TextReader reader, string question, bool isSecret, CancellationToken cancellationToken)
    {
        if (!io.IsInputTerminal)
        {
            return null;
        }

        if (isSecret)
        {
            return PasswordPrompt.Ask(io, question, cancellationToken);
        }

        io.Ask(question);
        return await reader.ReadLineAsync(cancellationToken);
    }
}
