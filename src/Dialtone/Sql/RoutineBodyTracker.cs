namespace Dialtone.Sql;

/// <summary>
/// MySQL and MariaDB without the client command DELIMITER: the BEGIN … END body of a procedure, function, trigger or event, and MariaDB's
/// <c>BEGIN NOT ATOMIC … END</c>.
/// </summary>
/// <remarks>
/// BEGIN and END are not reserved words there, so <c>select begin, end from t</c> must not count: END closes a block only where a statement
/// could start, BEGIN opens one only there. A body that is a bare IF or LOOP still needs DELIMITER.
/// </remarks>
sealed class RoutineBodyTracker : BlockTracker
{
    enum Place
    {
        Start,
        AfterCreate,
        AfterBegin,
        Routine,
        Elsewhere,
    }

    enum Previous
    {
        Other,
        Semicolon,
        Begin,
        End,

        /// <summary>THEN, ELSE, DO …, or a label's colon: a statement follows.</summary>
        BeforeStatement,

        /// <summary>An operator, a comma, SELECT …: a name or value follows.</summary>
        BeforeValue,
        Dot,
    }

    enum Block : byte
    {
        Begin,
        Case,
    }

    readonly Stack<Block> open = new();
    Place place;
    Previous previous;
    Block justClosed;
    bool inDeclaration;

    public override bool IsInBody => open.Count > 0;

    public override void Reset()
    {
        open.Clear();
        (place, previous, inDeclaration) = (Place.Start, Previous.Other, false);
    }

    public override void Accept(SqlTokenKind kind, ReadOnlySpan<char> token)
    {
        if (place == Place.Elsewhere)
        {
            return;
        }
        if (kind != SqlTokenKind.Word)
        {
            previous = After(kind, token);
            inDeclaration &= previous != Previous.Semicolon;
        }
        else if (place == Place.Routine)
        {
            previous = AcceptInRoutine(token);
        }
        else if (previous != Previous.BeforeValue)
        {
            AcceptInHeader(token);
        }
        else
        {
            previous = Previous.Other;
        }
    }

    static Previous After(SqlTokenKind kind, ReadOnlySpan<char> token) =>
        kind switch
        {
            SqlTokenKind.Operator => Previous.BeforeValue,
            SqlTokenKind.Punctuation when token is ";" => Previous.Semicolon,
            SqlTokenKind.Punctuation when token is ":" => Previous.BeforeStatement,
            SqlTokenKind.Punctuation when token is "," or "(" => Previous.BeforeValue,
            SqlTokenKind.Punctuation when token is "." => Previous.Dot,
            _ => Previous.Other,
        };

    void AcceptInHeader(ReadOnlySpan<char> word)
    {
        switch (place)
        {
            case Place.Start:
                place =
                    IsAny(word, ["create", "alter"]) ? Place.AfterCreate
                    : Is(word, "begin") ? Place.AfterBegin
                    : Place.Elsewhere;
                break;
            case Place.AfterBegin when Is(word, "atomic"):
                open.Push(Block.Begin);
                (place, previous) = (Place.Routine, Previous.Begin);
                break;
            case Place.AfterBegin when Is(word, "not"):
            case Place.AfterCreate when IsAny(word, ["or", "replace", "definer", "aggregate", "current_user", "current_role"]):
                break;
            default:
                var isRoutine = place == Place.AfterCreate && IsAny(word, ["procedure", "function", "trigger", "event"]);
                place = isRoutine ? Place.Routine : Place.Elsewhere;
                break;
        }
    }

    Previous AcceptInRoutine(ReadOnlySpan<char> word)
    {
        if (previous == Previous.Dot)
        {
            return Previous.Other;
        }
        if (previous == Previous.End)
        {
            // END IF and the like end what was never counted; END CASE must not open another CASE.
            if (IsAny(word, ["if", "loop", "while", "repeat", "for"]))
            {
                open.Push(justClosed);
            }
            return Previous.Other;
        }
        if (Is(word, "begin") && CanBegin())
        {
            open.Push(Block.Begin);
            inDeclaration = false;
            return Previous.Begin;
        }
        if (Is(word, "case"))
        {
            open.Push(Block.Case);
            return Previous.Other;
        }
        if (Is(word, "end") && CanEnd())
        {
            justClosed = open.Pop();
            return Previous.End;
        }
        inDeclaration |= StartsStatement && Is(word, "declare");
        return IsAny(word, ["then", "else", "do", "loop", "repeat"]) ? Previous.BeforeStatement
            : IsAny(word, ["set", "select", "where", "and", "or", "not", "by", "on", "as", "from"]) ? Previous.BeforeValue
            : Previous.Other;
    }

    bool StartsStatement => previous is Previous.Semicolon or Previous.Begin or Previous.BeforeStatement;

    /// <summary>A handler's body follows its condition: <c>declare exit handler for sqlexception begin … end</c>.</summary>
    bool CanBegin() => open.Count == 0 ? previous != Previous.BeforeValue : StartsStatement || inDeclaration;

    bool CanEnd() => open.TryPeek(out var block) && (block == Block.Case || previous is Previous.Semicolon or Previous.Begin);
}
