using System.Runtime.InteropServices;

namespace Dialtone.Cli.Terminal;

/// <summary>Signals as cancellation: the first one cancels what runs, the second one ends the process.</summary>
sealed class Interrupts : IDisposable
{
    readonly Lock gate = new();
    readonly List<PosixSignalRegistration> registrations = [];
    CancellationTokenSource source = new();
    PosixSignal? received;

    /// <summary>Is cancelled by the first signal. Asking for it is what makes signals cancel: before that, they end the process.</summary>
    public CancellationToken Token
    {
        get
        {
            lock (gate)
            {
                if (registrations.Count == 0)
                {
                    registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal));
                    registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal));
                }

                return source.Token;
            }
        }
    }

    /// <summary>The exit code that the received signal asks for, or <see langword="null"/> if none came: 130 for Ctrl-C, 143 for a request to end.</summary>
    public int? ExitCode => received is { } signal ? (signal is PosixSignal.SIGINT ? 130 : 143) : null;

    /// <summary>Forgets an interrupt that was dealt with, so that an interactive loop can go on.</summary>
    public void Reset()
    {
        lock (gate)
        {
            if (received is not PosixSignal.SIGTERM)
            {
                received = null;
                source = new();
            }
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose()
    {
        registrations.ForEach(registration => registration.Dispose());
        source.Dispose();
    }

    void OnSignal(PosixSignalContext context)
    {
        CancellationTokenSource cancelled;
        lock (gate)
        {
            context.Cancel = received is null;
            received ??= context.Signal;
            cancelled = source;
        }

        if (context.Cancel)
        {
            cancelled.Cancel();
        }
    }
}
