using CsCheck;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>Whatever stands in a password, and however it was forgotten to escape it: no error and no report repeats a piece of it.</summary>
public sealed class SecretLeakTests
{
    // Letters that no keyword, scheme or message has next to each other.
    static readonly string[] Tokens = ["qJ7", "vK9", "zXq"];

    static readonly Gen<string> Special = Any(
        "@",
        ":",
        "/",
        "?",
        "#",
        "%",
        "%zz",
        "%4",
        "%00",
        "[",
        "]",
        " ",
        "&",
        "=",
        "+",
        ",",
        ";",
        "'",
        "\"",
        "\\",
        "!",
        "$",
        "://",
        "é",
        "~",
        ""
    );

    static readonly Gen<string> Password = Gen.Select(
        Special,
        Any(Tokens),
        Special,
        Any(Tokens),
        Special,
        (a, b, c, d, e) => a + b + c + d + e
    );

    [Theory]
    [InlineData("postgresql://app:{0}@db/shop?sslmode=require")]
    [InlineData("postgres://app:{0}@db1:1,db2/shop")]
    [InlineData("postgresql://app:{0}@[::1/shop")]
    [InlineData("postgresql://app:{0}@db/shop?sslmod=require")]
    [InlineData("postgresql://app:{0}@db/%zz")]
    [InlineData("postgresql://app:12/{0}@db/shop")]
    [InlineData("postgresql://db/shop?user=app&password={0}&sslmode=require")]
    [InlineData("postgresql://db/shop?passwrd={0}")]
    [InlineData("postgresql://a/b:{0}@db/shop")]
    [InlineData("postgre://app:{0}@db/shop")]
    [InlineData("postgresql:/app:{0}@db/shop")]
    [InlineData(" postgresql://app:{0}@db/shop")]
    [InlineData("app:{0}@db/shop")]
    [InlineData("postgresql+psycopg2://app:{0}@db/shop?sslmode=require")]
    [InlineData("postgresql+psycopg2://app:{0}@db:port/shop")]
    [InlineData("postgresql+asyncpg://a/b:{0}@db/shop?x=y")]
    [InlineData("mysql+pymysql://app:{0}@db/shop?ssl_ca=/ca.pem")]
    [InlineData("mariadb://app:{0}@db/shop?sslca=x")]
    [InlineData("sqlite://app:{0}@db")]
    [InlineData("jdbc:postgresql://db/shop?user=app&password={0}&sslmode=require")]
    [InlineData("jdbc:postgresql://app:{0}@db/shop")]
    [InlineData("jdbc:mysql://db/shop?user=app&password={0}&sslMode=REQUIRED")]
    [InlineData("host=db password={0} user=app")]
    [InlineData("host=db password=\"{0}\" user=app")]
    [InlineData("host=db password='{0}' user=app")]
    [InlineData("password='{0}'host=db")]
    public void No_error_and_no_report_repeats_a_password(string target) => Check(Password, target);

    [Theory]
    [InlineData("postgresql://app:{0}/shop")]
    [InlineData("postgresql+psycopg2://app:{0}/shop")]
    [InlineData("mysql://app:{0}/shop")]
    [InlineData("jdbc:postgresql://app:{0}/shop")]
    public void A_password_without_a_host_is_not_shown_as_a_port(string target) =>
        Check(Gen.Select(Any(Tokens), Any("", "!", "%", ".", "["), Any(Tokens), (a, b, c) => a + b + c), target);

    static void Check(Gen<string> passwords, string template)
    {
        using var sandbox = new SandboxContext();
        passwords.Sample(
            password =>
            {
                var text = template.Replace("{0}", password, StringComparison.Ordinal);
                var shown = Shown(sandbox, text);
                foreach (var token in Tokens)
                    Assert.DoesNotContain(token, shown, StringComparison.Ordinal);
            },
            iter: 1_000
        );
    }

    static string Shown(SandboxContext sandbox, string text)
    {
        try
        {
            var resolved = sandbox.Resolve(text);
            using var json = new MemoryStream();
            ResolveReport.WriteJson(resolved, json);
            return System.Text.Encoding.UTF8.GetString(json.ToArray())
                + string.Join('\n', ResolveReport.Rows(resolved))
                + resolved
                + string.Join('\n', resolved.Parameters);
        }
        catch (DatabaseException failure)
        {
            return failure + failure.Failure.ToString();
        }
    }

    static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
