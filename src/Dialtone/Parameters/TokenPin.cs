namespace Dialtone.Parameters;

/// <summary>The PIN that the name of a key on a token may hold: <c>pkcs11:…;pin-value=1234</c> (RFC 7512).</summary>
static class TokenPin
{
    const string Attribute = "pin-value=";

    /// <summary>The name without the PIN.</summary>
    public static string Hide(string name)
    {
        var start = name.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase);
        if (start < 0)
        {
            return name;
        }

        var pin = start + Attribute.Length;
        var end = name.AsSpan(pin).IndexOfAny(";&");
        return $"{name.AsSpan(0, pin)}***{(end < 0 ? "" : Hide(name[(pin + end)..]))}";
    }
}
