using Dialtone.Shell.History;

namespace Dialtone.Shell.Tests.History;

public sealed class SecretRedactionTests
{
    [Theory]
    [InlineData("alter role bob password 'hunter2';")]
    [InlineData("alter role bob with encrypted password 'hunter2' valid until 'infinity'")]
    [InlineData("ALTER USER bob PASSWORD $$hunter2$$;")]
    [InlineData("create user bob identified by 'hunter2';")]
    [InlineData("create user bob identified with caching_sha2_password by 'hunter2'")]
    [InlineData("create user bob identified by \"hunter2\"")]
    [InlineData("set password for 'bob' = 'hunter2'")]
    [InlineData("set password for bob = password('hunter2')")]
    [InlineData("alter role bob password 'hunter2")]
    [InlineData("alter role bob\n  password -- secret\n  'hunter2';")]
    [InlineData("\\c postgresql://bob:hunter2@db.example.com/shop")]
    [InlineData("\\c postgresql://bob:hun@ter2@db.example.com/shop", "ter2")]
    [InlineData("\\c 'host=db user=bob password=hunter2 dbname=x'")]
    [InlineData("\\c \"host=db password='hunter2 two' dbname=x\"")]
    [InlineData("create subscription s connection 'host=db password=hunter2' publication p")]
    [InlineData("create user mapping for bob server s options (user 'x', password 'hunter2')")]
    [InlineData("select dblink_connect('host=db password=hunter2')")]
    [InlineData("select pgp_sym_encrypt('text', 'hunter2')")]
    [InlineData("select pgp_sym_decrypt(data, 'hunter2', 'cipher-algo=aes256') from t")]
    [InlineData("select encrypt(data, 'hunter2', 'aes')")]
    [InlineData("select crypt('hunter2', gen_salt('bf'))")]
    [InlineData("select aes_encrypt(x, 'hunter2')")]
    [InlineData("update users set password = 'hunter2' where id = 1")]
    [InlineData("update users set api_token = 'hunter2'")]
    [InlineData("insert into config values ('-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----')")]
    [InlineData("\\password bob hunter2")]
    [InlineData("\\set url postgresql://bob:hunter2@h/db")]
    [InlineData("\\! curl https://bob:hunter2@example.com")]
    [InlineData("select 'AKIAIOSFODNN7EXAMPLE'", "AKIAIOSFODNN7EXAMPLE")]
    public async Task A_secret_is_hidden_and_the_statement_is_still_known(string text, string secret = "hunter2")
    {
        await using var engine = Engine.Create("postgresql://localhost/x");

        var redacted = SecretRedaction.Redact(engine, text);

        Assert.DoesNotContain(secret, redacted, StringComparison.Ordinal);
        Assert.Contains("***", redacted, StringComparison.Ordinal);
        Assert.Equal(text[..6], redacted[..6]);
    }

    [Theory]
    [InlineData("select * from film where title = 'ALIEN';")]
    [InlineData("select 'a', $$b$$, \"C\", 1 from t where key = 'x' -- 'c'")]
    [InlineData("select password from users where name = 'bob'")]
    [InlineData("create table t (id int primary key, password text, note text default 'x')")]
    [InlineData("\\d film")]
    [InlineData("\\c postgresql://bob@db.example.com/shop")]
    [InlineData("select email from users where email = 'bob@example.com'")]
    public async Task What_is_no_secret_stays(string text)
    {
        await using var engine = Engine.Create("postgresql://localhost/x");

        Assert.Equal(text, SecretRedaction.Redact(engine, text));
    }
}
