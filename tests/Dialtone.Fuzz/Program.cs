using Dialtone.Fuzz;
using SharpFuzz;

// Started by afl-fuzz: feeds what it invents to one reader. An exception that the reader does not document ends the process, which afl-fuzz keeps.
var name = args is [var first] ? first : "";
if (!FuzzTargets.All.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"usage: Dialtone.Fuzz READER, one of {string.Join(' ', FuzzTargets.All.Keys)}");
    return 1;
}

Fuzzer.Run(input =>
{
    using var content = new MemoryStream();
    input.CopyTo(content);
    run(content.ToArray());
});
return 0;
