using Dialtone.Parameters;
using Dialtone.Translation.Keys;

namespace Dialtone.Translation;

/// <summary>Reads a connection in one spelling and writes it in others.</summary>
static class Translator
{
    // What people look for first stands first.
    static readonly string[] Leading = ["host", "hostaddr", "port", "unix_socket", "user", "password", "dbname", "database"];

    /// <summary>Translates.</summary>
    /// <param name="text">The connection in any spelling; <see langword="null"/> for environment and defaults.</param>
    /// <param name="arguments">Parameters of the dialect that win over it.</param>
    /// <param name="to">The name of an ecosystem, or <c>all</c>.</param>
    /// <param name="options">How.</param>
    /// <param name="context">Where libpq's spellings find what they leave open.</param>
    /// <exception cref="Errors.DatabaseException">The text cannot be read, or a key cannot be converted.</exception>
    public static TranslationReport Translate(
        string? text,
        IReadOnlyList<TargetArgument> arguments,
        string to,
        TranslationOptions options,
        ResolutionContext context
    )
    {
        var (target, source, warnings) = Read(text ?? "", arguments, options.From);
        if (target is Target.Sqlite)
            throw ParameterErrors.Parse(
                "a SQLite database is a file, and has no connection to translate",
                "translate a PostgreSQL or MySQL target"
            );
        var spellings = KnownSpellings.Find(to, target.Dialect);
        var parameters = Ordered(Complete(target, source, context));
        return new()
        {
            Dialect = target.Dialect,
            From = source?.Ecosystem,
            Parameters = parameters,
            Warnings = warnings,
            Translations = [.. spellings.Select(spelling => Write(spelling, parameters, options))],
        };
    }

    static (Target Target, Spelling? Source, IReadOnlyList<TranslationWarning> Warnings) Read(
        string text,
        IReadOnlyList<TargetArgument> arguments,
        string? from
    )
    {
        TargetGrammar.RefuseNul(text);
        var source = from is null ? KnownSpellings.Recognize(text) : KnownSpellings.FindReader(from, text);
        if (source is null)
            return (Target.Parse(text, arguments), null, []);
        var reading = new Reading(source.Dialect);
        var target = source.Read(text.Trim(' ', '\t', '\r', '\n'), reading);
        return (target with { Explicit = TargetArguments.Apply(target, arguments) }, source, reading.Warnings);
    }

    /// <summary>What the target means, with what its own client finds in the environment, in service and password files and at default places.</summary>
    static ParameterSet Complete(Target target, Spelling? source, ResolutionContext context)
    {
        var own = source is null or { IsLibpq: true }
            ? context
            : context with
            {
                Environment = _ => null,
                HomeDirectory = null,
                SystemConfigurationDirectory = null,
            };
        var resolved = target is Target.MySql mySql ? MySqlResolver.Complete(mySql, own) : PostgresResolver.Complete(target, own, []);
        var parameters = resolved.Parameters.Where(parameter => IsMeant(parameter, target)).ToList();
        if (resolved.Hosts is [{ Password: { } password, PasswordSource: ParameterSource.PassFile origin }, ..])
            parameters.Add(new(target.Keywords["password"], password.Reveal(), origin));
        return new(parameters);
    }

    static bool IsMeant(Parameter parameter, Target target) =>
        parameter.Reveal().Length > 0
        && target.Keywords.Find(parameter.Keyword) is not null
        && parameter.Keyword is not "service"
        && parameter.Source switch
        {
            ParameterSource.Compiled => false,
            // The mode that follows from other parameters; not a user or a database that follows from the account.
            ParameterSource.Derived => parameter.Keyword is "sslmode" or "ssl_mode" or "client_encoding",
            ParameterSource.DefaultFile => parameter.Keyword is not "passfile",
            _ => true,
        };

    static ParameterSet Ordered(ParameterSet parameters) =>
        new(parameters.OrderBy(parameter => Array.IndexOf(Leading, parameter.Keyword) is var index and >= 0 ? index : Leading.Length));

    static TranslatedTarget Write(Spelling spelling, ParameterSet parameters, TranslationOptions options)
    {
        // libpq finds a password in a password file again by itself.
        var shown = spelling.IsLibpq
            ? new ParameterSet(parameters.Where(parameter => parameter.Source is not ParameterSource.PassFile))
            : parameters;
        KeyConversion keys = options.KeyDirectory is { } folder ? new ConvertedKeys(folder, parameters) : new NamedKeys();
        var draft = new Draft(spelling, shown, options.WithSecrets, keys);
        var text = spelling.Write(draft);
        return new()
        {
            Ecosystem = spelling.Ecosystem,
            Text = text,
            Warnings = draft.Finish(),
            Files = keys.Files,
        };
    }
}
