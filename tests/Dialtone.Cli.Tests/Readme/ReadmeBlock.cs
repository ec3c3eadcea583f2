namespace Dialtone.Cli.Tests.Readme;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">The word behind the fence.</param>
/// <param name="Lines">What stands between the fences.</param>
sealed record ReadmeBlock(string Language, IReadOnlyList<string> Lines)
{
    /// <summary>Every block of README.md, in order.</summary>
    public static IReadOnlyList<ReadmeBlock> All { get; } = Of("README.md");

    public static string Root { get; } = FindRoot();

    public string Text => string.Join('\n', Lines);

    /// <summary>The commands of a console block, each with the output that the page promises.</summary>
    public IEnumerable<(string Command, List<string> Output)> Commands
    {
        get
        {
            List<(string Command, List<string> Output)> commands = [];
            foreach (var line in Lines)
            {
                if (line.StartsWith("$ ", StringComparison.Ordinal))
                {
                    commands.Add((line[2..], []));
                }
                else if (line.Trim().Length > 0)
                {
                    commands[^1].Output.Add(line);
                }
            }

            return commands;
        }
    }

    /// <summary>Every block of a page, in order.</summary>
    public static IReadOnlyList<ReadmeBlock> Of(string page)
    {
        var blocks = new List<ReadmeBlock>();
        List<string>? open = null;
        var language = "";
        foreach (var line in File.ReadLines(Path.Combine(FindRoot(), page)))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                open?.Add(line);
            }
            else if (open is null)
            {
                language = line[3..];
                open = [];
            }
            else
            {
                blocks.Add(new(language, open));
                open = null;
            }
        }

        return blocks;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dialtone.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
