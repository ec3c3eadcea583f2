using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Django's settings for PostgreSQL: libpq's parameters are <c>OPTIONS</c>.</summary>
sealed class DjangoPostgresSpelling() : LibpqSpelling("django", "Django settings, PostgreSQL (Python)")
{
    public override bool Recognizes(string text) => DjangoCode.IsFor(text, "postgresql");

    public override string Write(Draft draft)
    {
        var main = DjangoCode.Main(draft, "dbname");
        var options = TakeAll(draft).Select(pair => SqlAlchemyCode.Entry(pair.Keyword, CodeLanguage.Python.Quote(pair.Value)));
        return DjangoCode.Write("django.db.backends.postgresql", main, options);
    }

    public override Target Read(string text, Reading reading)
    {
        var settings = DjangoCode.Find(text);
        DjangoCode.ReadMain(settings, "dbname", reading);
        ReadPairs(
            (settings["OPTIONS"]?.Items ?? []).Where(item => item.Key is not null).Select(item => (item.Key!, item.Value.Scalar ?? "")),
            reading
        );
        return reading.ToTarget();
    }
}
