using Samples.Text;

namespace Samples.Tests;

public sealed class TextTests
{
    [Fact]
    public void There_are_3000_sentences_half_of_them_positive()
    {
        var sentences = Sentences.Read("sentiment/sentences.tsv.gz");
        Assert.Equal((3000, 1500), (sentences.Words.Count, sentences.Labels.Sum()));
        Assert.All(sentences.Words, words => Assert.NotEmpty(words));
    }

    [Fact]
    public void Words_are_in_lower_case_and_signs_of_feeling_are_words()
        => Assert.Equal(["don't", "buy", "it", "!", "!", "10", "years", "?"],
            Sentences.Split("Don't buy it!! 10 years?"));

    [Fact]
    public void A_sentence_is_reversed_within_its_own_length()
    {
        // Two rows of 3 and 2 words, one number a word.
        var batch = new Batch([[1, 2, 3], [4, 5]]);
        Assert.Equal([1, 4, 2, 5, 3, 0], batch.Words);
        Assert.Equal([true, true, true, true, true, false], Enumerable.Range(0, 6).Select(batch.IsWord));
        var reversed = new float[6];
        batch.Reverse([1, 4, 2, 5, 3, 9], reversed);
        Assert.Equal([3, 5, 2, 4, 1, 0], reversed);
    }

    [Fact]
    public void Sentences_are_judged_with_80_percent_in_the_long_run()
    {
        var text = Sample.Run("Text", Sample.IsLong ? [] : ["--epochs", "1"]);
        Assert.Matches(@"mean +[0-9.]+ %", text);
        Assert.Contains("last batch", text);
    }
}
