using System.Collections.Immutable;

namespace Dialtone.Translation.Languages;

enum CodeNodeKind
{
    Text,
    Number,

    /// <summary>A name or a path of names, such as <c>ssl.CERT_NONE</c>.</summary>
    Word,

    /// <summary>A name with arguments.</summary>
    Call,

    /// <summary>Brackets of any kind.</summary>
    Group,
}

/// <summary>A value in source code.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The text, the number, the name.</param>
/// <param name="Items">What the brackets hold.</param>
sealed record CodeNode(CodeNodeKind Kind, string Text, ImmutableArray<CodeItem> Items)
{
    /// <summary>The value of a key; the last one counts.</summary>
    public CodeNode? this[string key] => Items.LastOrDefault(item => item.Key == key).Value;

    /// <summary>The arguments or elements without a key.</summary>
    public IEnumerable<CodeNode> Positional => Items.Where(item => item.Key is null).Select(item => item.Value);

    /// <summary>The text of a text, number or word.</summary>
    public string? Scalar => Kind is CodeNodeKind.Text or CodeNodeKind.Number or CodeNodeKind.Word ? Text : null;

    /// <summary>Whether it is the language's word for yes.</summary>
    public bool IsTrue => Kind is CodeNodeKind.Word or CodeNodeKind.Number && Text is "True" or "true" or "TRUE" or "1";

    /// <summary>Whether it is the language's word for no.</summary>
    public bool IsFalse => Kind is CodeNodeKind.Word or CodeNodeKind.Number && Text is "False" or "false" or "FALSE" or "0";

    /// <summary>Every item below, in the order of the text.</summary>
    public IEnumerable<CodeItem> Descendants => Items.SelectMany(item => item.Value.Descendants.Prepend(item));

    /// <summary>The first call whose name ends in one of these.</summary>
    public CodeNode? Call(params string[] names) =>
        Descendants
            .Select(item => item.Value)
            .FirstOrDefault(node =>
                node.Kind is CodeNodeKind.Call && Array.Exists(names, name => node.Text.EndsWith(name, StringComparison.Ordinal))
            );

    /// <summary>The value that is assigned to a name that ends so, wherever that happens last.</summary>
    public CodeNode? Assigned(string name) =>
        Descendants.LastOrDefault(item => item.Key?.EndsWith(name, StringComparison.Ordinal) == true).Value;
}

/// <summary>One element between brackets, or one statement.</summary>
/// <param name="Key">What stands before the <c>:</c>, <c>=</c> or <c>=&gt;</c>.</param>
/// <param name="Value">The value.</param>
readonly record struct CodeItem(string? Key, CodeNode Value);
