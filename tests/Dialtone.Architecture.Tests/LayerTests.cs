namespace Dialtone.Architecture.Tests;

/// <summary>The floor plan of ARCHITECTURE.md: who may use whom.</summary>
public sealed class LayerTests
{
    // Each floor of the engine with the floors that it may name; "" is the root, the façade.
    static readonly Dictionary<string, string[]> Engine = new()
    {
        [""] = ["", "Catalog", "Diagnosis", "Translation", "Pooling", "Dialects", "Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Catalog"] = ["Dialects", "Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Diagnosis"] = ["Dialects", "Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Translation"] = ["Dialects", "Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Pooling"] = ["Dialects", "Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Dialects"] = ["Results", "Sql", "Tls", "Parameters", "Errors"],
        ["Results"] = ["Errors"],
        ["Sql"] = ["Errors"],
        ["Tls"] = ["Parameters", "Errors"],
        ["Parameters"] = ["Errors"],
        ["Errors"] = [],
    };

    [Fact]
    public void The_engine_keeps_its_floors()
    {
        var wrong = ShippedTypes
            .References.Where(reference => Floor(reference.From) is not null && Floor(reference.To) is not null)
            .Select(reference => (From: Floor(reference.From)!, To: Floor(reference.To)!, reference))
            .Where(edge => edge.From != edge.To && !(Engine.TryGetValue(edge.From, out var allowed) && allowed.Contains(edge.To)))
            .Select(edge => $"{edge.reference.From.FullName} ({edge.From}) names {edge.reference.To.FullName} ({edge.To})");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_the_engine_is_a_floor_of_the_plan()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src", "Dialtone")).Select(Path.GetFileName);
        Assert.All(folders, folder => Assert.Contains(folder!, Engine.Keys));
    }

    [Theory]
    [InlineData("Npgsql")]
    [InlineData("MySqlConnector")]
    [InlineData("Microsoft.Data.Sqlite")]
    [InlineData("SQLitePCL")]
    public void Only_dialects_name_a_driver(string driver)
    {
        var wrong = ShippedTypes
            .References.Where(reference => IsIn(ShippedTypes.NamespaceOf(reference.To), driver))
            .Where(reference =>
                !IsIn(ShippedTypes.NamespaceOf(reference.From), "Dialtone.Dialects")
                && !IsIn(ShippedTypes.NamespaceOf(reference.From), driver)
            )
            .Where(reference => IsIn(ShippedTypes.NamespaceOf(reference.From), "Dialtone"))
            .Select(reference => $"{reference.From.FullName} names {reference.To.FullName}");
        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_terminal_folder_names_the_console()
    {
        var wrong = ShippedTypes
            .References.Where(reference => reference.To.FullName == "System.Console")
            .Where(reference => IsIn(ShippedTypes.NamespaceOf(reference.From), "Dialtone"))
            .Where(reference => !IsIn(ShippedTypes.NamespaceOf(reference.From), "Dialtone.Cli.Terminal"))
            .Select(reference => reference.From.FullName);
        Assert.Empty(wrong);
    }

    [Fact]
    public void Shipped_projects_see_only_each_others_public_api()
    {
        var shipped = Repository.Files("src", "*.csproj").Select(Path.GetFileNameWithoutExtension).ToArray();
        foreach (var project in Repository.Files("src", "*.csproj"))
        {
            var text = File.ReadAllText(project);
            Assert.All(shipped, name => Assert.DoesNotContain($"InternalsVisibleTo Include=\"{name}\"", text, StringComparison.Ordinal));
        }
    }

    static string? Floor(ArchUnitNET.Domain.IType type)
    {
        var name = ShippedTypes.NamespaceOf(type);
        return name == "Dialtone" ? ""
            : IsIn(name, "Dialtone") && !IsIn(name, "Dialtone.Cli") && !IsIn(name, "Dialtone.Hosting") ? name.Split('.')[1]
            : null;
    }

    static bool IsIn(string name, string space) => name == space || name.StartsWith(space + ".", StringComparison.Ordinal);
}
