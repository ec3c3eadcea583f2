using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A Kubernetes secret whose entries become a container's environment (<c>envFrom</c>).</summary>
sealed class KubernetesSpelling(string dialect) : WriteOnlySpelling("kubernetes", dialect, "Kubernetes secret for envFrom")
{
    public override string Write(Draft draft)
    {
        WarnAboutFiles(draft);
        var entries = Variables(draft).Select(pair => $"  {pair.Name}: {Yaml.Quote(pair.Value)}");
        return $"apiVersion: v1\nkind: Secret\nmetadata:\n  name: database\ntype: Opaque\nstringData:\n{string.Join('\n', entries)}";
    }
}
