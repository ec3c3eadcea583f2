using System.Text.Json;

namespace Dialtone.Libpq.Worker;

/// <summary>
/// Makes connections through the libpq that the first argument names, or through Dialtone: a request per line on standard input, an answer per line on
/// standard output.
/// </summary>
/// <remarks>
/// A process of its own, because a libpq brings its own OpenSSL, and because libpq and Kerberos read an environment that only the whole process can have.
/// </remarks>
static class Program
{
    static async Task Main(string[] arguments)
    {
        Func<LibpqRequest, Task<LibpqAnswer>> ask = arguments[0] switch
        {
            LibpqRequest.Dialtone => DialtoneClient.AskAsync,
            LibpqRequest.Npgsql => NpgsqlClient.AskAsync,
            var file => Libpq.Load(file).AskAsync,
        };
        var environment = new ProcessEnvironment();
        while (Console.ReadLine() is { } line)
        {
            var request = JsonSerializer.Deserialize<LibpqRequest>(line)!;
            environment.Set(request.Environment);
            Console.WriteLine(JsonSerializer.Serialize(await ask(request)));
            Console.Out.Flush();
        }
    }
}
