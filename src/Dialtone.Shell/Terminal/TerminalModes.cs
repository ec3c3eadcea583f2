namespace Dialtone.Shell.Terminal;

/// <summary>What a terminal is told while keys are edited: pastes come in brackets, and keys that look alike are told apart where that is known.</summary>
static class TerminalModes
{
    /// <summary>Bracketed paste, and kitty's keyboard protocol on its stack.</summary>
    public const string Begin = "\e[?2004h\e[>1u";

    /// <summary>Neither.</summary>
    public const string End = "\e[<u\e[?2004l";
}
