using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class TokenPinTests
{
    [Theory]
    [InlineData("/home/me/client.key", "/home/me/client.key")]
    [InlineData("pkcs11:pkcs11:token=t;pin-value=1234", "pkcs11:pkcs11:token=t;pin-value=***")]
    [InlineData("pkcs11:pkcs11:pin-value=1234;object=k?PIN-VALUE=5&x=1", "pkcs11:pkcs11:pin-value=***;object=k?PIN-VALUE=***&x=1")]
    public void Is_never_shown(string key, string shown) => Assert.Equal(shown, TokenPin.Hide(key));

    [Fact]
    public void Is_not_shown_by_resolve()
    {
        var target = Target.Parse("host=x sslkey=pkcs11:pkcs11:object=k;pin-value=98765", []);

        Assert.DoesNotContain(
            "98765",
            string.Join(' ', target.Explicit.Select(parameter => parameter.DisplayValue)),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("98765", target.ToString(), StringComparison.Ordinal);
    }
}
