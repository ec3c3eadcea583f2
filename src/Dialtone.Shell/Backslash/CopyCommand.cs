using Dialtone.Shell.Display;

namespace Dialtone.Shell.Backslash;

/// <summary><c>\copy</c>: the server's COPY with the file on this side.</summary>
static class CopyCommand
{
    /// <summary>Runs it.</summary>
    public static async Task RunAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var request = CopyRequest.Parse(call.Arguments.Rest());
        if (request.IsImport)
        {
            await ImportAsync(session, request, cancellationToken);
        }
        else
        {
            await ExportAsync(session, request, cancellationToken);
        }
    }

    static async Task ImportAsync(SqlSession session, CopyRequest request, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(session.Io, session.Options.Time, "rows");
        using var process = request.Kind == CopyPlace.Program ? SystemShell.Start(request.Name, false, true) : null;
        var source = request.Kind switch
        {
            CopyPlace.File => Open(request.Name, FileMode.Open, FileAccess.Read),
            CopyPlace.Program => process!.StandardOutput.BaseStream,
            _ => new DataLines(session.Source ?? TextReader.Null),
        };
        using var counted = new CountingStream(source) { IsCsv = request.IsCsv, Moved = data => progress.Show(data.Lines) };
        await session.Connection.CopyInAsync(request.Statement("stdin"), counted, cancellationToken);
        if (process is not null)
        {
            await process.WaitForExitAsync(cancellationToken);
        }

        progress.Clear();
        Tell(session, request, counted);
    }

    static async Task ExportAsync(SqlSession session, CopyRequest request, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine(session.Io, session.Options.Time, "rows");
        using var process = request.Kind == CopyPlace.Program ? SystemShell.Start(request.Name, true, false) : null;
        var isFile = request.Kind == CopyPlace.File;
        var destination = request.Kind switch
        {
            CopyPlace.File => Open(request.Name, FileMode.Create, FileAccess.Write),
            CopyPlace.Program => process!.StandardInput.BaseStream,
            _ => new WriterStream(session.Output),
        };
        using (
            var counted = new CountingStream(destination)
            {
                IsCsv = request.IsCsv,
                Moved = data =>
                {
                    if (isFile)
                    {
                        progress.Show(data.Lines);
                    }
                },
            }
        )
        {
            await session.Connection.CopyOutAsync(request.Statement("stdout"), counted, cancellationToken);
            progress.Clear();
            if (request.Kind != CopyPlace.Terminal)
            {
                Tell(session, request, counted);
            }
        }

        if (process is not null)
        {
            await process.WaitForExitAsync(cancellationToken);
        }
    }

    static void Tell(SqlSession session, CopyRequest request, CountingStream data)
    {
        if (!request.IsBinary)
        {
            session.Tell($"COPY {Math.Max(0, data.Lines - (request.HasHeader ? 1 : 0))}");
        }
    }

    static FileStream Open(string name, FileMode mode, FileAccess access)
    {
        try
        {
            return new(SystemShell.Expand(name), mode, access, FileShare.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ShellCommandException(
                exception is FileNotFoundException ? $"{name}: No such file or directory" : $"{name}: {exception.Message}"
            );
        }
    }
}
