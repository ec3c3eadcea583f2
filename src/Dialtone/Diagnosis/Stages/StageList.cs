using Dialtone.Diagnosis.Stages.MySql;
using Dialtone.Diagnosis.Stages.Postgres;
using Dialtone.Diagnosis.Stages.Sqlite;

namespace Dialtone.Diagnosis.Stages;

/// <summary>The stages of each dialect, in order.</summary>
static class StageList
{
    static readonly Stage[] Postgres =
    [
        new TlsFilesStage(),
        new PolicyStage(),
        new NamesStage(),
        new TcpStage(),
        new ProtocolStage(),
        new TlsStage(),
        new VerifyStage(),
        new ClientCertificateStage(),
        new StartupStage(),
        new AuthenticationStage(),
        new SessionStage(),
        new StricterStage(),
    ];

    static readonly Stage[] MySql =
    [
        new TlsFilesStage(),
        new NamesStage(),
        new TcpStage(),
        new GreetingStage(),
        new TlsStage(),
        new MySqlVerifyStage(),
        new AuthenticationStage(),
        new MySqlSessionStage(),
        new StricterStage(),
    ];

    static readonly Stage[] Sqlite = [new DatabaseFileStage(), new AuthenticationStage(), new IntegrityStage()];

    /// <summary>The stages that follow the resolution.</summary>
    public static IReadOnlyList<Stage> Of(CaseFile file) =>
        file.MySql is not null ? MySql
        : file.Sqlite is not null ? Sqlite
        : Postgres;
}
