namespace Samples.Translation;

/// <summary>
/// Numbers from 0 to 9,999 in words, by the rules of three languages. The words come as pieces, which are what the
/// network reads and writes: "soixante et onze" is soixante|et|onze, "quatre-vingt-un" is quatre|-vingt|-un, and
/// "einundzwanzig" is ein|und|zwanzig.
/// </summary>
public static class NumberWords
{
    /// <summary>The numbers are below this one.</summary>
    public const int End = 10_000;

    static readonly string[] English20 = Split(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
        + " seventeen eighteen nineteen");
    static readonly string[] English10 = Split("- - twenty thirty forty fifty sixty seventy eighty ninety");

    static readonly string[] French17 = Split(
        "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize");
    static readonly string[] French10 = Split("- - vingt trente quarante cinquante soixante");

    static readonly string[] German20 = Split(
        "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn"
        + " siebzehn achtzehn neunzehn");
    static readonly string[] German10 = Split(
        "- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig");

    /// <summary>British English: "one thousand and one", "nine hundred and ninety-nine".</summary>
    public static IEnumerable<string> English(int number) => Check(number) switch
    {
        < 20 => [English20[number]],
        < 100 => [English10[number / 10], .. Unless0(number % 10, unit => Hyphenated(English(unit)))],
        < 1000 => [English20[number / 100], "hundred", .. Unless0(number % 100, rest => ["and", .. English(rest)])],
        _ => [English20[number / 1000], "thousand",
            .. Unless0(number % 1000, rest => rest < 100 ? ["and", .. English(rest)] : English(rest))],
    };

    /// <summary>French of France, in the spelling before 1990: "deux cents", "deux cent un", "mille".</summary>
    public static IEnumerable<string> French(int number) => Check(number) switch
    {
        < 17 => [French17[number]],
        < 20 => ["dix", .. Hyphenated(French(number - 10))],
        < 70 => [French10[number / 10], .. Unless0(number % 10, AfterTen)],
        < 80 => [French10[6], .. AfterTen(number - 60)],
        80 => ["quatre", "-vingts"],
        < 100 => ["quatre", "-vingt", .. Hyphenated(French(number - 80))],
        < 200 => ["cent", .. Unless0(number % 100, French)],
        < 1000 when number % 100 == 0 => [French17[number / 100], "cents"],
        < 1000 => [French17[number / 100], "cent", .. French(number % 100)],
        < 2000 => ["mille", .. Unless0(number % 1000, French)],
        _ => [French17[number / 1000], "mille", .. Unless0(number % 1000, French)],
    };

    /// <summary>German, which names units before tens: "eintausendneunhundertneunundneunzig".</summary>
    public static IEnumerable<string> German(int number) => Check(number) switch
    {
        < 20 => [German20[number]],
        < 100 => [.. Unless0(number % 10, unit => [GermanFactor(unit), "und"]), German10[number / 10]],
        < 1000 => [GermanFactor(number / 100), "hundert", .. Unless0(number % 100, German)],
        _ => [GermanFactor(number / 1000), "tausend", .. Unless0(number % 1000, German)],
    };

    static IEnumerable<string> AfterTen(int rest)
        => rest is 1 or 11 ? ["et", .. French(rest)] : Hyphenated(French(rest));

    // Before another word eins loses its s.
    static string GermanFactor(int unit) => unit == 1 ? "ein" : German20[unit];

    // Only what follows a hyphen differs from a word that stands alone.
    static IEnumerable<string> Hyphenated(IEnumerable<string> pieces)
        => pieces.Select(piece => piece.StartsWith('-') ? piece : "-" + piece);

    static IEnumerable<string> Unless0(int number, Func<int, IEnumerable<string>> words)
        => number == 0 ? [] : words(number);

    static int Check(int number) => number is >= 0 and < End ? number
        : throw new ArgumentOutOfRangeException(nameof(number), number, $"Numbers are from 0 to {End - 1}.");

    static string[] Split(string words) => words.Split(' ');
}
