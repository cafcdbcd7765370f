// What the remedies for vanishing and exploding gradients do: each is a network on handwritten digits before and after
// one change. The table of docs/training.md.
using System.Globalization;
using Kernels.Activations;
using Kernels.Training;
using Samples.Layers;
using Samples.Remedies;

return Options.Run("Each remedy for bad gradients, before and after", "relu", args, options =>
{
    var deep = new Recipe(Layers: 12);
    var deeper = new Recipe(Layers: 30, Rate: 0.005f);
    var edge = SignalPropagation.Of<Tanh>().EdgeOfChaos(0.05)!.Value;
    var loud = new Recipe(Layers: 12, Gain: 2.2);
    var few = new Recipe(Layers: 3, Gain: 1.41, Examples: 200, Epochs: 100);
    (string Remedy, Func<int, Outcome> Before, Func<int, Outcome> After)[] remedies =
    [
        ("12 layers of sigmoid: relu and its gain", seed => Network<Sigmoid>.Train(deep, seed),
            seed => Network<Relu>.Train(deep with { Gain = Math.Sqrt(2) }, seed)),
        ("30 layers of tanh: edge of chaos", seed => Network<Tanh>.Train(deeper, seed),
            seed => Network<Tanh>.Train(deeper with
            {
                Gain = Math.Sqrt(edge.WeightVariance), BiasDeviation = Math.Sqrt(0.05),
            }, seed)),
        ("15 layers of tanh: normalised rows", seed => Network<Tanh>.Train(deeper with { Layers = 15 }, seed),
            seed => Network<Tanh>.Train(deeper with { Layers = 15, Normalise = true }, seed)),
        ("12 layers of relu, gain 2.2: clipped norm", seed => Network<Relu>.Train(loud, seed),
            seed => Network<Relu>.Train(loud with { Clip = 1 }, seed)),
        ("12 layers of relu, gain 2.2: normalised rows", seed => Network<Relu>.Train(loud, seed),
            seed => Network<Relu>.Train(loud with { Normalise = true }, seed)),
        ("200 examples: L2 penalty", seed => Network<Relu>.Train(few, seed),
            seed => Network<Relu>.Train(few with { Decay = 0.02f }, seed)),
        ("200 examples: L1 penalty", seed => Network<Relu>.Train(few, seed),
            seed => Network<Relu>.Train(few with { L1 = 0.003f }, seed)),
    ];
    var seeds = options.IsFull ? 5 : 1;
    var rows = Progress.Run("remedies", remedies.Length, done => remedies.Select(remedy =>
    {
        Outcome[] Of(Func<int, Outcome> run) => [.. Enumerable.Range(options.Seed, seeds).Select(run)];
        var row = (string[])[remedy.Remedy, .. Words(Of(remedy.Before)), .. Words(Of(remedy.After))];
        done(remedy.Remedy);
        return row;
    }).ToArray());
    Console.WriteLine($"seeds {options.Seed} to {options.Seed + seeds - 1}, medians");
    Results.Print(["remedy", "right before", "gradients", "zeros", "right after", "gradients", "zeros"], rows);
    return 0;

    static string[] Words(Outcome[] outcomes)
    {
        double Median(Func<Outcome, double> of) => outcomes.Select(of).Order().ElementAt(outcomes.Length / 2);
        var decades = Median(outcome => outcome.GradientDecades);
        return [Results.Percent(Median(outcome => outcome.Accuracy)),
            "10^" + decades.ToString("F1", CultureInfo.InvariantCulture),
            Results.Percent(Median(outcome => outcome.ZeroWeights))];
    }
});
