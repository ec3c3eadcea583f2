using Dialtone.Parameters;
using Dialtone.Translation;

namespace Dialtone;

public sealed partial class Engine
{
    /// <summary>Every ecosystem that <see cref="TranslateTarget"/> knows.</summary>
    public static IReadOnlyList<Ecosystem> Ecosystems { get; } = [.. KnownSpellings.All.Select(spelling => spelling.Ecosystem)];

    /// <summary>The same connection in the spelling of another ecosystem, with a warning wherever the meaning changes. Opens no connection.</summary>
    /// <param name="target">A target as <see cref="Create"/> takes it, or the text of one of <see cref="Ecosystems"/>: code, a command line, a configuration file.</param>
    /// <param name="to">The name of an ecosystem, or <c>all</c> for every one of the target's dialect.</param>
    /// <param name="connectArgs">Parameters of the dialect that win over the target's.</param>
    /// <param name="options">How; see <see cref="TranslationOptions"/> for the defaults.</param>
    /// <exception cref="Errors.DatabaseException">The target cannot be read, or a private key cannot be converted.</exception>
    public static TranslationReport TranslateTarget(
        string? target,
        string to,
        ConnectArgs? connectArgs = null,
        TranslationOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(to);
        return Translator.Translate(target, connectArgs?.ToArguments() ?? [], to, options ?? new(), ResolutionContext.System);
    }
}
