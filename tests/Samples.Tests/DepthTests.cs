using System.Globalization;
using System.Text.RegularExpressions;

namespace Samples.Tests;

public sealed class DepthTests
{
    [Fact]
    public void Gradients_vanish_as_predicted_and_a_picture_shows_it()
    {
        var picture = Path.GetTempFileName();
        var text = Sample.Run("Depth", "--activation", "sigmoid", "--epochs", "1", "--picture", picture);
        Assert.Contains("10^-24.7 | 10^-24.7", text);
        Assert.Contains("<polyline", File.ReadAllText(picture));
        File.Delete(picture);
    }

    [Fact]
    public void Thirty_layers_learn_from_the_weights_of_their_formula_in_the_long_run()
    {
        Assert.SkipUnless(Sample.IsLong, "Takes a minute: with KERNELS_LONG=1.");
        // The exit code says that the weights of the formula reach their bars; the default weights learn nothing.
        var defaults = Regex.Matches(Sample.Run("Depth"), @"accuracy +([0-9.]+) %");
        Assert.Equal(3, defaults.Count);
        Assert.All(defaults, match => Assert.InRange(
            double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), 0, 25));
    }
}
