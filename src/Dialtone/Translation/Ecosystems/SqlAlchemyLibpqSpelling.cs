using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with a driver over libpq: <c>connect_args</c> are libpq's parameters.</summary>
sealed class SqlAlchemyLibpqSpelling(string driver) : LibpqSpelling(driver, $"SQLAlchemy with {driver} (Python)")
{
    readonly string driver = driver;

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, driver);

    public override string Write(Draft draft)
    {
        var url = SqlAlchemyCode.Url(draft, $"postgresql+{driver}");
        var arguments = TakeAll(draft).Select(pair => SqlAlchemyCode.Entry(pair.Keyword, CodeLanguage.Python.Quote(pair.Value)));
        return $"from sqlalchemy import create_engine\n\n{SqlAlchemyCode.Call("create_engine", url, arguments)}";
    }

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
            return Target.Parse(text, []);
        var (url, arguments) = SqlAlchemyCode.Find(CodeParser.Parse(CodeLanguage.Python, text));
        SqlAlchemyCode.ReadUrl(url, reading);
        ReadPairs(
            (arguments?.Items ?? []).Where(item => item.Key is not null).Select(item => (item.Key!, item.Value.Scalar ?? "")),
            reading
        );
        return reading.ToTarget();
    }
}
