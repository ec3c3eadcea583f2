namespace Dialtone.Sql;

/// <summary>PostgreSQL: <c>CREATE [OR REPLACE] FUNCTION | PROCEDURE … BEGIN ATOMIC … END</c>.</summary>
/// <remarks>Only BEGIN with ATOMIC opens: <c>begin</c> alone may be the routine's name.</remarks>
sealed class AtomicBodyTracker : BlockTracker
{
    enum Place
    {
        Start,
        AfterCreate,
        Routine,
        Elsewhere,
    }

    enum Previous
    {
        Other,
        Begin,

        /// <summary>After a dot or AS even <c>end</c> and <c>case</c> are names.</summary>
        BeforeName,
    }

    Place place;
    Previous previous;
    int depth;

    public override bool IsInBody => depth > 0;

    public override void Reset() => (place, previous, depth) = (Place.Start, Previous.Other, 0);

    public override void Accept(SqlTokenKind kind, ReadOnlySpan<char> token)
    {
        if (place == Place.Elsewhere)
        {
            return;
        }
        if (kind != SqlTokenKind.Word)
        {
            previous = token is "." ? Previous.BeforeName : Previous.Other;
        }
        else if (place == Place.Routine)
        {
            AcceptInRoutine(token);
        }
        else if (place == Place.Start)
        {
            place = Is(token, "create") ? Place.AfterCreate : Place.Elsewhere;
        }
        else if (!IsAny(token, ["or", "replace"]))
        {
            place = IsAny(token, ["function", "procedure"]) ? Place.Routine : Place.Elsewhere;
        }
    }

    void AcceptInRoutine(ReadOnlySpan<char> word)
    {
        var before = previous;
        previous = Previous.Other;
        if (before == Previous.BeforeName)
        {
            return;
        }
        if (Is(word, "as"))
        {
            previous = Previous.BeforeName;
        }
        else if (depth == 0)
        {
            depth = before == Previous.Begin && Is(word, "atomic") ? 1 : 0;
            previous = Is(word, "begin") ? Previous.Begin : Previous.Other;
        }
        else if (Is(word, "case"))
        {
            depth++;
        }
        else if (Is(word, "end"))
        {
            depth--;
        }
    }
}
