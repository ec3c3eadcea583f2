using Dialtone.Errors;

namespace Dialtone.Tls;

/// <summary>The file of TLS session keys for a network analyser (libpq <c>sslkeylogfile</c>).</summary>
/// <remarks>
/// .NET decides at the first TLS use of a process, for all connections of the process, by a switch and the variable SSLKEYLOGFILE. The whole
/// process being concerned, a program must agree to it.
/// </remarks>
static class TlsKeyLog
{
    const string Switch = "System.Net.EnableSslKeyLogging";
    const string Variable = "SSLKEYLOGFILE";

    /// <summary>Lets the keys go to a file, which only the user may read. Before the first TLS use of the process.</summary>
    /// <returns>What kept it from working: as in libpq, the connection is made all the same. Or <see langword="null"/>.</returns>
    public static string? Begin(string path)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } other && other != path)
        {
            return $"sslkeylogfile={path} is not used: the keys of this process go to {other}";
        }

        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"could not open ssl key logging file \"{path}\": {exception.Message}";
        }

        AppContext.SetSwitch(Switch, true);
        Environment.SetEnvironmentVariable(Variable, path);
        return null;
    }

    /// <summary>The program has not agreed.</summary>
    public static DatabaseException NotAllowed(string? origin) =>
        new(
            new()
            {
                Stage = ErrorStage.Policy,
                Kind = ErrorKind.Unsupported,
                What = "sslkeylogfile is not allowed here: .NET would write the keys of every TLS connection of this process",
                Origin = origin,
                Fix = "remove it; or, in a program with one target, set EngineOptions.AllowTlsKeyLog",
            }
        );
}
