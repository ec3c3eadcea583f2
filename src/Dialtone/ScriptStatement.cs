namespace Dialtone;

/// <summary>One statement of a script.</summary>
/// <param name="Text">The statement without its terminator.</param>
/// <param name="Line">The script's line on which it starts, from 1.</param>
/// <param name="Tag">What the statement does, in the words of a command tag: <c>SELECT</c>, <c>INSERT</c>, <c>CREATE TABLE</c> …</param>
public sealed record ScriptStatement(string Text, int Line, string Tag);
