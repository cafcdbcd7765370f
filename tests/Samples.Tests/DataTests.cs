using Samples.Layers;

namespace Samples.Tests;

/// <summary>What is read from samples/Data, and how it is divided.</summary>
public sealed class DataTests
{
    [Fact]
    public void The_digits_are_1797_images_from_minus_1_to_1_of_ten_classes()
    {
        var digits = Labelled.Digits();
        Assert.Equal((1797, 64), (digits.Count, digits.Length));
        Assert.Equal((-1, 1), (digits.X.Min(), digits.X.Max()));
        Assert.Equal(Enumerable.Range(0, 10), digits.Labels.Distinct().Order());
    }

    [Fact]
    public void A_split_has_every_example_once_and_a_seed_gives_it_again()
    {
        // Each example is its own number.
        var all = new Labelled([.. Enumerable.Range(0, 50).Select(i => (float)i)], [.. Enumerable.Range(0, 50)]);
        var (training, test) = all.Split(seed: 1);
        Assert.Equal((40, 10), (training.Count, test.Count));
        Assert.Equal(all.Labels, training.Labels.Concat(test.Labels).Order());
        Assert.All(test.Labels.Zip(test.X), pair => Assert.Equal(pair.First, pair.Second));
        Assert.Equal(test.Labels, all.Split(seed: 1).Test.Labels);
        Assert.NotEqual(test.Labels, all.Split(seed: 2).Test.Labels);
    }

    [Fact]
    public void A_row_is_right_where_its_largest_number_stands_at_its_label()
        => Assert.Equal(2, Accuracy.Right([0, 2, 1, 5, 4, 3, -1, -2, 0], [1, 1, 2]));
}
