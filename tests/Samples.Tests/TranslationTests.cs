namespace Samples.Tests;

public sealed class TranslationTests
{
    [Theory]
    [InlineData("fr", "English to French")]
    [InlineData("de", "English to German")]
    public void Unseen_numbers_are_translated_with_95_percent_in_the_long_run(string language, string title)
        => Assert.Matches($"{title} +[0-9]+ unseen +[0-9.]+ %",
            Sample.Run("Translation", ["--language", language, .. Sample.IsLong ? (string[])[] : ["--epochs", "1"]]));

    [Fact]
    public void Another_language_is_refused()
        => Assert.Contains("'it'",
            Assert.ThrowsAny<Exception>(() => Sample.Run("Translation", "--language", "it")).Message);
}
