using System.Text.Json;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Tests.Parameters;
using Dialtone.Translation;

namespace Dialtone.Tests.Translation;

/// <summary>What is taken along, what is said, and what is kept secret.</summary>
public sealed class TranslatorTests : IDisposable
{
    readonly SandboxContext sandbox = new();

    public void Dispose() => sandbox.Dispose();

    [Fact]
    public void What_libpq_finds_by_itself_is_written_out()
    {
        sandbox.With("PGSERVICE", "shop").With("PGSSLMODE", "verify-full");
        sandbox.Write(".pg_service.conf", "[shop]\nhost=db\nuser=app\ndbname=shop\n");
        sandbox.Write(".pgpass", "db:5432:shop:app:from file\n");
        var root = sandbox.Write(".postgresql/root.crt", "");

        var report = Translate("", "npgsql", new() { WithSecrets = true });
        Assert.Equal(
            $"Host=db;SSL Mode=VerifyFull;Root Certificate={root};Username=app;Password=\"from file\";Database=shop;GSS Encryption Mode=Disable",
            report.Translations[0].Text
        );
        Assert.Contains(report.Parameters, parameter => parameter is { Keyword: "sslmode", Source: ParameterSource.Environment });
        // libpq reads its password file again.
        Assert.DoesNotContain(
            "from file",
            Translate("", "libpq", new() { WithSecrets = true }).Translations[0].Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Another_drivers_text_does_not_get_libpqs_environment()
    {
        sandbox.With("PGUSER", "somebody").With("PGSSLMODE", "disable");
        Assert.Equal("host=db sslmode=require", Translate("Host=db;SSL Mode=Require", "libpq").Translations[0].Text);
    }

    [Fact]
    public void Secrets_are_written_on_request_only()
    {
        const string Secret = "qJ7vK9zXq";
        var target = $"host=db user=app password={Secret} sslcert=c sslkey=k sslpassword={Secret} scram_client_key={Secret}";
        foreach (var spelling in Engine.Ecosystems.Where(one => one.Dialect == "postgresql"))
        {
            var hidden = Translate(target, spelling.Name);
            using var json = new MemoryStream();
            TranslationJson.Write(hidden, json);
            Assert.DoesNotContain(Secret, System.Text.Encoding.UTF8.GetString(json.ToArray()), StringComparison.Ordinal);
            Assert.Contains("PASSWORD", hidden.Translations[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, hidden.Translations[0].ToString(), StringComparison.Ordinal);
            var shown = Translate(target, spelling.Name, new() { WithSecrets = true });
            Assert.Contains(Secret, shown.Translations[0].Text, StringComparison.Ordinal);
            Assert.DoesNotContain(shown.Translations[0].Warnings, warning => warning.Text.Contains(Secret, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("host=db sslmode=prefer", "node-pg", "sslmode", "no fallback to plaintext")]
    [InlineData("host=db sslmode=allow", "pg8000", "sslmode", "no fallback to plaintext")]
    [InlineData("host=db sslmode=require sslrootcert=ca", "jdbc", "sslmode", "verify-ca")]
    [InlineData("host=db sslmode=require sslrootcert=ca", "asyncpg", "sslmode", "verify-ca")]
    [InlineData("host=db sslmode=verify-ca sslrootcert=ca", "prisma", "sslmode", "the server's name is checked too")]
    [InlineData("host=db sslmode=verify-full", "npgsql", "sslrootcert", "its own list of trusted roots")]
    [InlineData("host=db sslmode=prefer sslrootcert=ca", "npgsql", "sslrootcert", "does not verify the server with it")]
    [InlineData("host=db sslrootcert=system", "psycopg2", "sslrootcert", "libpq 16")]
    [InlineData("host=db sslcert=c sslkey=k.key", "jdbc", "sslkey", "--convert-keys")]
    [InlineData("host=db keepalives_count=3", "node-pg", "keepalives_count", "no counterpart")]
    [InlineData("host=a,b", "node-pg", "host", "only the first of 2")]
    [InlineData("host=db hostaddr=10.0.0.1", "jdbc", "hostaddr", "looked up")]
    [InlineData("mysql://db?ssl_mode=REQUIRED", "pymysql", "ssl_mode", "goes on in plaintext")]
    [InlineData("mysql://db?ssl_mode=VERIFY_CA&ssl_ca=ca", "php-pdo", "ssl_mode", "the server's name is checked too")]
    [InlineData("mysql://db?ssl_mode=VERIFY_CA&ssl_ca=ca", "mysqlconnector", "ssl_mode", "after the login")]
    public void A_change_of_meaning_is_said(string target, string to, string keyword, string why) =>
        Assert.Contains(
            Translate(target, to).Translations[0].Warnings,
            warning => warning.Keyword == keyword && warning.Text.Contains(why, StringComparison.Ordinal)
        );

    [Theory]
    [InlineData("postgres://db/d?sslmode=require", "node-pg", "sslmode=verify-full sslrootcert=system")]
    [InlineData("postgres://db/d?sslmode=require&uselibpqcompat=true", "node-pg", "sslmode=require")]
    [InlineData("postgres://db/d?sslmode=no-verify", "node-pg", "sslmode=require")]
    [InlineData("postgres://db/d", "node-pg", "sslmode=disable")]
    [InlineData("const c = new Client({ host: 'db', database: 'd', ssl: true })", "node-pg", "sslmode=verify-full sslrootcert=system")]
    [InlineData("jdbc:postgresql://db/d?ssl=true&sslrootcert=ca&prepareThreshold=0", "jdbc", "sslmode=verify-full sslrootcert=ca")]
    [InlineData("jdbc:postgresql://db/d?sslmode=require&sslrootcert=ca", "jdbc", "sslmode=require")]
    [InlineData("Server=db;DB=d;SslMode=require;Root Certificate=ca", "npgsql", "sslmode=require")]
    [InlineData(
        "e = create_async_engine('postgresql+asyncpg://db/d', connect_args={'ssl': 'verify-full'})",
        "asyncpg",
        "sslmode=verify-full"
    )]
    [InlineData("psql --host=db -dd \"sslmode=verify-full\"", "psql", "sslmode=verify-full")]
    [InlineData("PGSSLMODE=require psql -h db d", "psql", "sslmode=require")]
    [InlineData(
        "production:\n  <<: *x\n  adapter: postgresql\n  host: db\n  database: 'd'\n  sslmode: require # yes\n",
        "rails",
        "sslmode=require"
    )]
    public void A_text_means_what_its_own_reader_makes_of_it(string text, string from, string expected)
    {
        var read = Translate(text, "libpq", new() { From = from }).Translations[0].Text;
        var tls = read.Split(' ')
            .Where(pair => pair.StartsWith("sslmode", StringComparison.Ordinal) || pair.StartsWith("sslroot", StringComparison.Ordinal));
        Assert.Equal(expected, string.Join(' ', tls));
        Assert.Contains("host=db", read, StringComparison.Ordinal);
        Assert.Contains("dbname=", read + " dbname=", StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_source_says_beyond_the_connection_is_named()
    {
        var warning = Assert.Single(Translate("Host=db;Pooling=false", "libpq").Warnings);
        Assert.Contains("\"pooling\"", warning.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite:///file.db", "jdbc", null, "SQLite")]
    [InlineData("host=db", "nodepg", null, "did you mean node-pg?")]
    [InlineData("host=db", "pymysql", null, "does not connect to it")]
    [InlineData("host=db", "libpq", "kubernetes", "no ecosystem")]
    [InlineData("new Client({ host: 'db })", "libpq", "node-pg", "no end")]
    [InlineData("print(1)", "libpq", "psycopg2", "no call of create_engine")]
    [InlineData("production:\n  adapter: postgresql\n  password: <%= ENV['X'] %>\n", "libpq", "rails", "ERB")]
    public void What_cannot_be_read_says_why(string text, string to, string? from, string why)
    {
        var failure = Assert.Throws<DatabaseException>(() => Translate(text, to, new() { From = from }));
        Assert.Contains(why, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_ends_in_an_error() =>
        Assert.Throws<DatabaseException>(() =>
            Translate("create_engine(" + new string('(', 100_000), "libpq", new() { From = "psycopg2" })
        );

    [Fact]
    public void The_json_has_the_documented_shape()
    {
        using var output = new MemoryStream();
        TranslationJson.Write(Translate("host=db sslmode=prefer", "node-pg"), output);
        var root = JsonDocument.Parse(output.ToArray()).RootElement;
        Assert.Equal((1, "postgresql"), (root.GetProperty("format").GetInt32(), root.GetProperty("dialect").GetString()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("from").ValueKind);
        Assert.Equal("the target", root.GetProperty("parameters")[0].GetProperty("source").GetString());
        var translation = root.GetProperty("translations")[0];
        Assert.Equal("node-pg", translation.GetProperty("to").GetString());
        Assert.NotEmpty(translation.GetProperty("text").GetString()!);
        Assert.Equal("sslmode", translation.GetProperty("warnings")[0].GetProperty("keyword").GetString());
        Assert.Empty(translation.GetProperty("files").EnumerateArray());
    }

    TranslationReport Translate(string text, string to, TranslationOptions? options = null) =>
        Translator.Translate(text, [], to, options ?? new(), sandbox.Context);
}
