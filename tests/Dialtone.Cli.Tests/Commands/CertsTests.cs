using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Commands;

/// <summary>What the tests of <c>dialtone certs</c> share.</summary>
public abstract class CertsTests(TestServers servers) : IClassFixture<TestServers>, IDisposable
{
    protected const string WrongPassword = "tell nobody";

    internal TestServers Servers => servers;

    internal TemporaryFolder Folder { get; } = new();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static void AssertMode(string path, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(mode, File.GetUnixFileMode(path));
        }
    }

    protected static async Task<string> OpenSslAsync(params string[] arguments) =>
        (await new Command("openssl", arguments).RunAsync(Token)).Expect("openssl");

    protected static Task<CommandResult> RunAsync(params string[] arguments) =>
        new Command(DemoProgram.Path, ["certs", .. arguments]).RunAsync(Token);
}
