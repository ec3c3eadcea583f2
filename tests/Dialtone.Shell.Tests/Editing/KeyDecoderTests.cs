using System.Text;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Tests.Editing;

public sealed class KeyDecoderTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("é", "é")]
    [InlineData("漢", "漢")]
    [InlineData("\r", "Enter")]
    [InlineData("\n", "Enter")]
    [InlineData("\t", "Tab")]
    [InlineData("\u007f", "Backspace")]
    [InlineData("\u0003", "C-c")]
    [InlineData("\u001f", "C-_")]
    [InlineData("\e[A", "Up")]
    [InlineData("\eOA", "Up")]
    [InlineData("\e[1;5C", "C-Right")]
    [InlineData("\e[1;3D", "M-Left")]
    [InlineData("\e[3~", "Delete")]
    [InlineData("\e[3;5~", "C-Delete")]
    [InlineData("\e[H", "Home")]
    [InlineData("\e[4~", "End")]
    [InlineData("\e[Z", "S-Tab")]
    [InlineData("\eb", "M-b")]
    [InlineData("\e\r", "M-Enter")]
    [InlineData("\e\u007f", "M-Backspace")]
    [InlineData("\e[99;5u", "C-c")]
    [InlineData("\e[27u", "Escape")]
    [InlineData("\e[13;3u", "M-Enter")]
    [InlineData("\e[13;2u", "S-Enter")]
    [InlineData("\e[27;5;13~", "C-Enter")]
    [InlineData("\e[97:65;2u", "A")]
    [InlineData("\e[200~a\r\nb\rc\e[201~", "Paste")]
    [InlineData("\e[I", "Unknown")]
    [InlineData("\e[?62;1c", "Unknown")]
    public void A_sequence_is_one_key(string sent, string name)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);

        Assert.Equal(bytes.Length, KeyDecoder.Decode(bytes, isFinal: false, out var key));
        Assert.Equal(name, key.Name);
    }

    [Theory]
    [InlineData("\e[1;5C")]
    [InlineData("漢")]
    [InlineData("\e[200~select 1;\r\e[201~")]
    public void A_part_of_a_key_waits_for_the_rest(string sent)
    {
        var bytes = Encoding.UTF8.GetBytes(sent);
        for (var length = 1; length < bytes.Length; length++)
        {
            Assert.Equal(0, KeyDecoder.Decode(bytes.AsSpan(0, length), isFinal: false, out _));
        }
    }

    [Fact]
    public void A_lone_escape_is_the_key_once_nothing_follows()
    {
        Assert.Equal(0, KeyDecoder.Decode("\e"u8, isFinal: false, out _));
        Assert.Equal(1, KeyDecoder.Decode("\e"u8, isFinal: true, out var key));
        Assert.Equal("Escape", key.Name);
    }

    [Fact]
    public void A_paste_is_text_whatever_it_holds()
    {
        KeyDecoder.Decode("\e[200~drop\ttable x;\r\n\u0003\e[A\e[201~"u8, isFinal: false, out var key);

        Assert.Equal(new KeyPress(KeyCode.Paste, "drop\ttable x;\n\u0003\e[A"), key);
    }

    [Fact]
    public void Any_bytes_are_decoded_to_their_end()
    {
        var random = new Random(7);
        var bytes = new byte[20_000];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length; )
        {
            var length = KeyDecoder.Decode(bytes.AsSpan(at), isFinal: true, out _);
            // Only an open paste may wait for ever.
            Assert.True(length > 0 || bytes.AsSpan(at).StartsWith("\e[200~"u8));
            at += Math.Max(1, length);
        }
    }
}
