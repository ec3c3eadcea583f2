using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>R's DBI with RPostgres, which hands every argument to libpq.</summary>
sealed class RPostgresSpelling() : LibpqSpelling("r-dbi", "DBI with RPostgres (R)")
{
    public override bool Recognizes(string text) =>
        text.Contains("dbConnect(", StringComparison.Ordinal) && text.Contains("Postgres", StringComparison.Ordinal);

    public override string Write(Draft draft) =>
        CodeBlock.Of(
            "connection <- DBI::dbConnect(",
            TakeAll(draft).Select(pair => $"{pair.Keyword} = {CodeLanguage.R.Quote(pair.Value)}").Prepend("RPostgres::Postgres()"),
            ")",
            trailing: ""
        );

    public override Target Read(string text, Reading reading)
    {
        var call =
            CodeParser.Parse(CodeLanguage.R, text).Call("dbConnect")
            ?? throw Reading.Wrong("there is no dbConnect(…) in the code", "give the code that connects");
        ReadPairs(call.Items.Where(item => item.Key is not null).Select(item => (item.Key!, item.Value.Scalar ?? "")), reading);
        return reading.ToTarget();
    }
}
