namespace Dialtone.Parameters;

/// <summary>libpq's <c>require_auth</c>: the ways of authentication that the client goes along with.</summary>
/// <param name="Allowed">The methods; everything if the parameter is not set.</param>
/// <param name="Text">The parameter as it was written, for libpq's error texts; <see langword="null"/> if it is not set.</param>
sealed record RequireAuth(AuthenticationMethods Allowed, string? Text)
{
    /// <summary>What holds when the parameter is not set.</summary>
    public static RequireAuth Anything { get; } = new(AuthenticationMethods.All, null);

    public bool Allows(AuthenticationMethods method) => (Allowed & method) == method;

    /// <summary>Reads the list: all methods named, or all negated with <c>!</c>, none twice.</summary>
    /// <remarks>A parameter that is set to nothing allows only a server that asks for nothing.</remarks>
    /// <exception cref="Errors.DatabaseException">The list is wrong; in libpq's words.</exception>
    public static RequireAuth Parse(Parameter parameter)
    {
        var text = parameter.Reveal();
        if (text.Length == 0)
            return new(AuthenticationMethods.NoExchange, text);
        var elements = text.Split(',');
        var negated = elements[0] is ['!', ..];
        var named = AuthenticationMethods.None;
        foreach (var element in elements)
        {
            if (element is ['!', ..] != negated)
                throw Wrong(
                    negated
                        ? $"require_auth method \"{element}\" cannot be mixed with negative methods"
                        : $"negative require_auth method \"{element}\" cannot be mixed with non-negative methods"
                );
            var method = Method(negated ? element[1..] : element);
            if ((named & method) != 0)
                throw Wrong($"require_auth method \"{element}\" is specified more than once");
            named |= method;
        }
        return new(negated ? AuthenticationMethods.All & ~named : named, text);

        AuthenticationMethods Method(string word) =>
            word switch
            {
                "password" => AuthenticationMethods.Password,
                "md5" => AuthenticationMethods.Md5,
                "gss" => AuthenticationMethods.Gss,
                "sspi" => AuthenticationMethods.Sspi,
                "scram-sha-256" => AuthenticationMethods.ScramSha256,
                "oauth" => AuthenticationMethods.OAuth,
                "none" => AuthenticationMethods.NoExchange,
                _ => throw Wrong($"invalid require_auth value: \"{word}\""),
            };

        Exception Wrong(string what) =>
            ParameterErrors.Policy(
                what,
                parameter,
                $"a list without blanks of {string.Join(", ", parameter.Definition.Values)}; or each of them with \"!\" before it"
            );
    }
}
