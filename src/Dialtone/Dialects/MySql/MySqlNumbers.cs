using System.Globalization;

namespace Dialtone.Dialects.MySql;

/// <summary>Floating-point numbers as MySQL writes them.</summary>
static class MySqlNumbers
{
    // MySQL writes an exponent for integers from 1e15 on and for what is below 1e-15; .NET decides by other rules.
    const int Smallest = -15;
    const int Largest = 14;

    /// <summary>The shortest digits that mean the number.</summary>
    public static string Text(IFormattable number)
    {
        var text = number.ToString(null, CultureInfo.InvariantCulture);
        var sign = text[0] == '-' ? "-" : "";
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        if (mark < 0)
        {
            var isLongInteger = text.Length - sign.Length > Largest + 1 && !text.Contains('.', StringComparison.Ordinal);
            return isLongInteger ? Scientific(sign, text[sign.Length..], text.Length - sign.Length - 1) : text;
        }

        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var digits = text[sign.Length..mark].Replace(".", "", StringComparison.Ordinal);
        var isInteger = digits.Length <= exponent + 1;
        return exponent < Smallest || (exponent > Largest && isInteger) ? Scientific(sign, digits, exponent)
            : exponent < 0 ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : $"{sign}{digits.PadRight(exponent + 1, '0').Insert(exponent + 1, ".").TrimEnd('.')}";
    }

    static string Scientific(string sign, string digits, int exponent)
    {
        var rest = digits[1..].TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{(rest.Length > 0 ? "." : "")}{rest}e{exponent}");
    }
}
