using Samples.Translation;

namespace Samples.Tests;

/// <summary>Numbers in words against those that a dictionary has.</summary>
public sealed class NumberWordsTests
{
    static readonly Dictionary<string, Language> Languages
        = new[] { Language.English, Language.French, Language.German }.ToDictionary(language => language.Name);

    [Theory]
    [InlineData(0, "zero", "zéro", "null")]
    [InlineData(1, "one", "un", "eins")]
    [InlineData(16, "sixteen", "seize", "sechzehn")]
    [InlineData(17, "seventeen", "dix-sept", "siebzehn")]
    [InlineData(21, "twenty-one", "vingt et un", "einundzwanzig")]
    [InlineData(22, "twenty-two", "vingt-deux", "zweiundzwanzig")]
    [InlineData(30, "thirty", "trente", "dreißig")]
    [InlineData(61, "sixty-one", "soixante et un", "einundsechzig")]
    [InlineData(70, "seventy", "soixante-dix", "siebzig")]
    [InlineData(71, "seventy-one", "soixante et onze", "einundsiebzig")]
    [InlineData(77, "seventy-seven", "soixante-dix-sept", "siebenundsiebzig")]
    [InlineData(80, "eighty", "quatre-vingts", "achtzig")]
    [InlineData(81, "eighty-one", "quatre-vingt-un", "einundachtzig")]
    [InlineData(91, "ninety-one", "quatre-vingt-onze", "einundneunzig")]
    [InlineData(99, "ninety-nine", "quatre-vingt-dix-neuf", "neunundneunzig")]
    [InlineData(100, "one hundred", "cent", "einhundert")]
    [InlineData(101, "one hundred and one", "cent un", "einhunderteins")]
    [InlineData(180, "one hundred and eighty", "cent quatre-vingts", "einhundertachtzig")]
    [InlineData(200, "two hundred", "deux cents", "zweihundert")]
    [InlineData(201, "two hundred and one", "deux cent un", "zweihunderteins")]
    [InlineData(1000, "one thousand", "mille", "eintausend")]
    [InlineData(1001, "one thousand and one", "mille un", "eintausendeins")]
    [InlineData(1200, "one thousand two hundred", "mille deux cents", "eintausendzweihundert")]
    [InlineData(1999, "one thousand nine hundred and ninety-nine", "mille neuf cent quatre-vingt-dix-neuf",
        "eintausendneunhundertneunundneunzig")]
    [InlineData(2080, "two thousand and eighty", "deux mille quatre-vingts", "zweitausendachtzig")]
    [InlineData(9371, "nine thousand three hundred and seventy-one", "neuf mille trois cent soixante et onze",
        "neuntausenddreihunderteinundsiebzig")]
    public void A_number_is_said_as_a_dictionary_says_it(int number, string english, string french, string german)
        => Assert.Equal((english, french, german),
            (Language.English.Write(number), Language.French.Write(number), Language.German.Write(number)));

    [Theory]
    [InlineData("English")]
    [InlineData("French")]
    [InlineData("German")]
    public void No_two_numbers_are_said_alike(string language)
        => Assert.Equal(NumberWords.End,
            Enumerable.Range(0, NumberWords.End).Select(Languages[language].Write).Distinct().Count());

    [Theory]
    [InlineData(-1)]
    [InlineData(10_000)]
    public void Other_numbers_are_refused(int number)
        => Assert.Throws<ArgumentOutOfRangeException>("number", () => Language.French.Of(number));

    [Fact]
    public void A_decoder_is_given_each_piece_a_step_after_it_was_asked_for_it()
    {
        var batch = new Translation.Batch([21, 5], Language.English, Language.French);
        int[] vingt = Language.French.Of(21), cinq = Language.French.Of(5);
        Assert.Equal((2, 4), (batch.SourceSteps, batch.TargetSteps));
        // Row 1 ends after a piece and a stop; what follows is ignored.
        Assert.Equal([vingt[0], cinq[0], vingt[1], Language.Stop, vingt[2], -100, Language.Stop, -100], batch.Labels);
        Assert.Equal([Language.Stop, Language.Stop, vingt[0], cinq[0], vingt[1], 0, vingt[2], 0], batch.Target);
    }
}
