using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>The environment of a service of Docker Compose.</summary>
sealed class ComposeSpelling(string dialect) : WriteOnlySpelling("compose", dialect, "Docker Compose environment")
{
    public override string Write(Draft draft)
    {
        WarnAboutFiles(draft);
        var entries = Variables(draft).Select(pair => $"      {pair.Name}: {Yaml.Quote(pair.Value, doublesDollar: true)}");
        return $"services:\n  app:\n    environment:\n{string.Join('\n', entries)}";
    }
}
