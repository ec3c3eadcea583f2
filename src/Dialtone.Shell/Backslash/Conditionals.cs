namespace Dialtone.Shell.Backslash;

/// <summary>The <c>\if</c> blocks that are open, and whether what is read is to be run.</summary>
sealed class Conditionals
{
    enum Branch
    {
        /// <summary>This branch runs.</summary>
        Active,

        /// <summary>No branch ran yet; the next may.</summary>
        Waiting,

        /// <summary>A branch ran already, or the whole block is skipped.</summary>
        Done,
    }

    readonly Stack<(Branch Branch, bool HadElse)> open = new();

    /// <summary>Whether what is read now is to be run.</summary>
    public bool IsActive => open.Count == 0 || open.Peek().Branch == Branch.Active;

    /// <summary>Whether a block is open.</summary>
    public bool IsOpen => open.Count > 0;

    /// <summary>Whether a condition that comes now decides anything; its expression is not even looked at otherwise.</summary>
    public bool NeedsCondition(string command) =>
        command == "if" ? IsActive : open.Count > 0 && open.Peek() is { Branch: Branch.Waiting, HadElse: false };

    /// <summary><c>\if</c>.</summary>
    public void If(bool condition) =>
        open.Push(
            (
                !IsActive ? Branch.Done
                : condition ? Branch.Active
                : Branch.Waiting,
                false
            )
        );

    /// <summary><c>\elif</c>.</summary>
    /// <exception cref="ShellCommandException">It stands where it cannot.</exception>
    public void ElseIf(bool condition)
    {
        var top = Top("\\elif: no matching \\if", "\\elif: cannot occur after \\else");
        open.Push(
            (
                top switch
                {
                    Branch.Waiting => condition ? Branch.Active : Branch.Waiting,
                    _ => Branch.Done,
                },
                false
            )
        );
    }

    /// <summary><c>\else</c>.</summary>
    /// <exception cref="ShellCommandException">It stands where it cannot.</exception>
    public void Else() =>
        open.Push(
            (Top("\\else: no matching \\if", "\\else: cannot occur after \\else") is Branch.Waiting ? Branch.Active : Branch.Done, true)
        );

    /// <summary><c>\endif</c>.</summary>
    /// <exception cref="ShellCommandException">No block is open.</exception>
    public void End()
    {
        if (!open.TryPop(out _))
        {
            throw new ShellCommandException("\\endif: no matching \\if");
        }
    }

    Branch Top(string missing, string misplaced)
    {
        if (!open.TryPeek(out var top))
        {
            throw new ShellCommandException(missing);
        }

        if (top.HadElse)
        {
            throw new ShellCommandException(misplaced);
        }

        return open.Pop().Branch;
    }
}
