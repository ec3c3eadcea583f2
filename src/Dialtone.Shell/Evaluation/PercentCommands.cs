using Dialtone.Shell.Display;

namespace Dialtone.Shell.Evaluation;

/// <summary>IPython's commands for the C# of a session, one row each.</summary>
static class PercentCommands
{
    static readonly (string Name, string Help, Func<CSharpPrompt, string, CancellationToken, Task<bool>> RunAsync)[] Table =
    [
        ("cs", "%cs CODE: run it as C#", (prompt, text, token) => prompt.RunCodeAsync(text, token)),
        ("sql", "%sql STATEMENT: run it as SQL", (prompt, text, token) => prompt.RunSqlAsync(text, token)),
        (
            "tb",
            "the whole of the last exception",
            (prompt, _, _) => Told(prompt.LastException is { } last ? CSharpFailure.Whole(last) : "there was none", prompt)
        ),
        ("who", "the variables", (prompt, _, token) => WhoAsync(prompt, token)),
        ("reset", "forget every variable, method and type", (prompt, _, _) => Reset(prompt)),
        ("lsmagic", "these commands", (prompt, _, _) => Told(Help(), prompt)),
    ];

    /// <summary>Runs a command; what is none is told with the nearest ones.</summary>
    public static Task<bool> RunAsync(CSharpPrompt prompt, string text, CancellationToken cancellationToken)
    {
        var words = text[1..].Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var name = words.FirstOrDefault() ?? "";
        foreach (var row in Table)
        {
            if (row.Name == name)
            {
                return row.RunAsync(prompt, words.ElementAtOrDefault(1) ?? "", cancellationToken);
            }
        }

        prompt.Say($"%{name}: there is no such command\n{Help()}");
        return Task.FromResult(false);
    }

    static string Help() => string.Join('\n', Table.Select(row => $"  %{row.Name, -8} {row.Help}"));

    static Task<bool> Told(string text, CSharpPrompt prompt)
    {
        prompt.Write(text + "\n");
        return Task.FromResult(true);
    }

    static async Task<bool> WhoAsync(CSharpPrompt prompt, CancellationToken cancellationToken)
    {
        await prompt.ShowAsync(
            prompt.CSharp.Variables.Select(variable => new
            {
                name = variable.Name,
                type = variable.Type.Name,
                value = ObjectRows.Text(variable.Value) is { Length: > 60 } text ? text[..60] + "…" : ObjectRows.Text(variable.Value),
            }),
            cancellationToken
        );
        return true;
    }

    static Task<bool> Reset(CSharpPrompt prompt)
    {
        prompt.CSharp.Reset();
        return Task.FromResult(true);
    }
}
