namespace Dialtone.Shell.Display;

/// <summary>When a row is shown as a block of lines instead of one line.</summary>
enum ExpandedMode
{
    Off,
    On,

    /// <summary>When the table is wider than the screen.</summary>
    Auto,
}
