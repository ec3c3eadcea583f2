using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary><c>postgresql://user@host:port/database?sslmode=…</c>.</summary>
sealed class LibpqUriSpelling() : LibpqSpelling("libpq-uri", "libpq URI")
{
    public override bool Recognizes(string text) => LibpqUri.Matches(text);

    public override string Write(Draft draft) => LibpqUriText.Write(TakeAll(draft));

    public override Target Read(string text, Reading reading) => Target.Parse(text, []);
}
