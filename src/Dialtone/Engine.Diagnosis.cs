using Dialtone.Diagnosis;

namespace Dialtone;

public sealed partial class Engine
{
    /// <summary>Tries the way to the database stage by stage, on connections of its own, and says what is wrong, why, and how to mend it.</summary>
    /// <remarks>A password is sent only where a connect would send it: to a server that the target's parameters accept.</remarks>
    /// <param name="options">How; see <see cref="DiagnosisOptions"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the diagnosis at once.</param>
    public Task<DiagnosisReport> DiagnoseAsync(DiagnosisOptions? options = null, CancellationToken cancellationToken = default) =>
        Doctor.ExamineAsync(
            Target,
            (options ?? new()) with
            {
                StrictTls = Options.StrictTls || options?.StrictTls == true,
                AllowTlsKeyLog = Options.AllowTlsKeyLog || options?.AllowTlsKeyLog == true,
            },
            cancellationToken
        );

    /// <summary>The same for a target that may be wrong itself, so that no engine can be made of it.</summary>
    /// <param name="target">As for <see cref="Create"/>.</param>
    /// <param name="connectArgs">As for <see cref="Create"/>.</param>
    /// <param name="options">How; see <see cref="DiagnosisOptions"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the diagnosis at once.</param>
    public static Task<DiagnosisReport> DiagnoseTargetAsync(
        string? target,
        ConnectArgs? connectArgs = null,
        DiagnosisOptions? options = null,
        CancellationToken cancellationToken = default
    ) => Doctor.ExamineAsync(target, connectArgs?.ToArguments() ?? [], options ?? new(), cancellationToken);

    /// <summary>Looks at a server's certificates, without a login: asks for TLS whatever the target's mode, and sends neither password nor client certificate.</summary>
    /// <param name="target">As for <see cref="Create"/>.</param>
    /// <param name="connectArgs">As for <see cref="Create"/>.</param>
    /// <param name="options">The time limit of each step and the clock; see <see cref="DiagnosisOptions"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the fetch at once.</param>
    /// <exception cref="Errors.DatabaseException">The target is wrong, no server answers, or it has no TLS.</exception>
    public static Task<ServerCertificates> FetchServerCertificatesAsync(
        string? target,
        ConnectArgs? connectArgs = null,
        DiagnosisOptions? options = null,
        CancellationToken cancellationToken = default
    ) => ServerCertificateFetch.FetchAsync(target, connectArgs?.ToArguments() ?? [], options ?? new(), cancellationToken);
}
