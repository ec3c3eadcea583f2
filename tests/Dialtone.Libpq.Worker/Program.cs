using System.Text.Json;

namespace Dialtone.Libpq.Worker;

/// <summary>Makes connections through the libpq that the first argument names: a request per line on standard input, an answer per line on standard output.</summary>
/// <remarks>A process of its own, because a libpq brings its own OpenSSL, and reads an environment that only the whole process can have.</remarks>
static class Program
{
    static void Main(string[] arguments)
    {
        var libpq = Libpq.Load(arguments[0]);
        while (Console.ReadLine() is { } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(libpq.Ask(JsonSerializer.Deserialize<LibpqRequest>(line)!)));
            Console.Out.Flush();
        }
    }
}
