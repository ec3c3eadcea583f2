namespace Dialtone.Sql;

/// <summary>Where a statement stands in its script, without its terminator and the white space around it.</summary>
/// <param name="Start">The index of its first character: of a block comment before it (which may be a hint), but not of a line comment, as psql.</param>
/// <param name="Length">Its length.</param>
/// <param name="LineNumber">The line of <paramref name="Start"/>, from 1.</param>
readonly record struct SqlStatement(int Start, int Length, int LineNumber)
{
    public ReadOnlySpan<char> TextIn(ReadOnlySpan<char> script) => script.Slice(Start, Length);
}
