namespace Samples.Depth;

/// <summary>How the weights of all layers begin.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Key">The same in a word, for the names of files.</param>
/// <param name="WeightVariance">σ_w²: the inputs of a unit times the variance of a weight.</param>
/// <param name="BiasVariance">σ_b²: the variance of a bias.</param>
/// <param name="Variance">The variance that the first layer is to have; 0 where nobody thought of it.</param>
/// <param name="Fill">Fills the weights of a layer.</param>
internal sealed record Start(
    string Name, string Key, double WeightVariance, double BiasVariance, double Variance, Start.Filling Fill)
{
    public delegate void Filling(Span<float> weights, Fan fan, ulong seed);

    /// <summary>The variance of biases at the edge of chaos.</summary>
    const double Biases = 0.05;

    /// <summary>The three that are compared.</summary>
    public static Start[] Of<TActivation>() where TActivation : IActivation
    {
        var formula = Formula<TActivation>();
        return [Default, formula, Twice(formula)];
    }

    /// <summary>U(±1/√in) for weights and biases, as torch.nn.Linear begins: σ_w² is always 1/3.</summary>
    static Start Default => new("PyTorch's default", "default", 1.0 / 3, 1.0 / 3 / Network.Width, 0,
        static (weights, fan, seed) => Initialise.Uniform(
            weights, -1 / Math.Sqrt(fan.In), 1 / Math.Sqrt(fan.In), seed));

    /// <summary>
    /// Of the three that the formula knows, the one that changes gradients and variances least over the depth.
    /// </summary>
    static Start Formula<TActivation>() where TActivation : IActivation
    {
        var propagation = SignalPropagation.Of<TActivation>();
        var (forward, gradient) = (Square(propagation.Gain), Square(propagation.GradientGain));
        List<Start> starts =
        [
            Kept<TActivation>("the gain of values", Keep.Forward, forward, 0, 1),
            Kept<TActivation>("the gain of gradients", Keep.Gradient, gradient, 0, 1),
        ];
        if (propagation.EdgeOfChaos(Biases) is { } edge)
            starts.Add(Kept<TActivation>(
                "the edge of chaos", Keep.EdgeOfChaos, edge.WeightVariance, Biases, edge.Variance));
        return starts.MinBy(start => start.Change(propagation))!;
    }

    static Start Kept<TActivation>(string name, Keep keep, double weights, double biases, double variance)
        where TActivation : IActivation
        => new($"Kernels: {name}", "formula", weights, biases, variance, (values, fan, seed)
            => Initialise.For<TActivation>(values, fan, seed, keep, biasVariance: Biases));

    /// <summary>Weights twice as large.</summary>
    static Start Twice(Start start) => start with
    {
        Name = "twice these weights",
        Key = "twice",
        WeightVariance = 4 * start.WeightVariance,
        Fill = (weights, fan, seed)
            => Initialise.Normal(weights, Math.Sqrt(4 * start.WeightVariance / fan.In), seed),
    };

    /// <summary>The decades by which gradients and variances change, together.</summary>
    double Change(SignalPropagation propagation)
    {
        var states = new LayerState[Network.Depth];
        propagation.Predict(states, WeightVariance, BiasVariance, Variance);
        return Math.Abs(Math.Log10(states[0].Gradient)) + Math.Abs(Math.Log10(states[^1].Variance / Variance));
    }

    static double Square(double x) => x * x;
}
