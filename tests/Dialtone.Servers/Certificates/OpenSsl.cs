using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Certificates;

/// <summary>The openssl program, for the few formats that .NET does not write.</summary>
static class OpenSsl
{
    public static string Run(IReadOnlyList<string> arguments, string input = "") =>
        new Command("openssl", arguments) { Input = input }
            .Run()
            .Expect($"openssl {arguments[0]}");
}
