using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Dialtone.Libpq.Worker;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Oracle;

/// <summary>A process that connects through one version of libpq, over and over: psql's answer without a new psql for each question.</summary>
sealed class LibpqWorker : IDisposable
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    readonly Process process;
    readonly StringBuilder errors = new();

    LibpqWorker(Process process) => this.process = process;

    /// <summary>Starts a worker over PostgreSQL 18's libpq, or over the one that Debian's psql uses.</summary>
    public static LibpqWorker Start(PostgresRelease release) =>
        Start(
            release == PostgresRelease.V18
                ? Path.Combine(PostgresInstallation.Find(PostgresRelease.V18)!.Libraries!, "libpq.so.5")
                : "libpq.so.5"
        );

    /// <summary>Starts a worker that connects through Dialtone, where an environment variable must reach the native libraries below.</summary>
    public static LibpqWorker StartDialtone() => Start(LibpqRequest.Dialtone);

    /// <summary>Starts a worker that connects through Npgsql alone.</summary>
    /// <param name="libraries">A folder whose native libraries come before the system's, if there is one.</param>
    public static LibpqWorker StartNpgsql(string? libraries = null) => Start(LibpqRequest.Npgsql, libraries);

    static LibpqWorker Start(string library, string? libraries = null)
    {
        var program = typeof(LibpqRequest).Assembly.Location;
        var info = new ProcessStartInfo(Environment.ProcessPath is { } path && IsHost(path) ? path : "dotnet", [program, library])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in info.Environment.Keys.Where(name => !IsHarmless(name)).ToList())
            info.Environment.Remove(name);
        info.Environment["LC_ALL"] = "C";
        if (libraries is not null)
            info.Environment["LD_LIBRARY_PATH"] = libraries;
        var process = Process.Start(info)!;
        var worker = new LibpqWorker(process);
        process.ErrorDataReceived += (_, line) => worker.Take(line.Data);
        process.BeginErrorReadLine();
        return worker;
    }

    public async Task<LibpqAnswer> AskAsync(LibpqRequest request, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(request).AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
        var line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(Limit, cancellationToken);
        return JsonSerializer.Deserialize<LibpqAnswer>(line ?? throw new InvalidOperationException($"libpq died of {request.Target}"))!;
    }

    /// <summary>What libraries wrote to standard error; complete once the worker has ended.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
                return errors.ToString();
        }
    }

    void Take(string? line)
    {
        lock (errors)
            errors.Append(line).Append('\n');
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        if (process.WaitForExit(Limit))
            process.WaitForExit();
        else
            process.Kill();
        process.Dispose();
    }

    static bool IsHost(string path) => Path.GetFileNameWithoutExtension(path) == "dotnet";

    static bool IsHarmless(string name) =>
        name is "PATH" or "DOTNET_ROOT" or "TMPDIR" || name.StartsWith("DOTNET_", StringComparison.Ordinal);
}
