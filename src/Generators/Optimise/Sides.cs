// From where a formula is approached: along which of its variables, to which place, from which side;
// and the samples of all others.
namespace Kernels.Optimise;

/// <summary>Inputs and hyperparameters as numbers.</summary>
internal sealed record Sample(double[] Inputs, double[] Parameters)
{
    /// <summary>For inputs: what is special in a formula, and what is not.</summary>
    static readonly double[] Places = [1.3, -0.7, 0, 1, 0.5, 150, -1, 2.9, 0.41, -150, -2.3, 2];

    /// <summary>For hyperparameters, times their defaults: of both signs, and none.</summary>
    static readonly double[] Multiples = [1, 0.7, 1.9, -1, 1, -0.6, 1.6];

    /// <summary>For hyperparameters, whatever their defaults: where formulas change their kind.</summary>
    static readonly double[] Settings = [0, 1, 0.5, 2, -1, 3.5];

    /// <summary>For what is to hold everywhere.</summary>
    static readonly double[] Anywhere = [0.3, -0.2, 1, 0, -1.7, 4, -8, 30, -90, 0.01, 1e4, -1e4, 2, 0.5, 1.5];

    /// <summary>For each number that may vary.</summary>
    const int Each = 20;

    public static Sample[] All(int inputs, double[] defaults)
    {
        var numbers = inputs + defaults.Length;
        // In an order that looks random, so that all pairs meet; hyperparameters stand at their defaults first.
        int Draw(int k, int i) => (int)(Philox.Word((uint)i, k) >> 1);
        return [.. Enumerable.Range(0, numbers == 1 ? 1 : Each * numbers).Select(k => new Sample(
            [.. Enumerable.Range(0, inputs).Select(i => Places[Draw(k, i) % Places.Length])],
            [.. defaults.Select((value, i) => Setting(value, k, Draw(k, inputs + i)))]))];

        double Setting(double value, int k, int draw)
            => k < 4 ? value
                : draw % 3 == 0 ? Settings[draw / 3 % Settings.Length]
                : (value == 0 ? 1 : value) * Multiples[draw / 3 % Multiples.Length];
    }

    /// <summary>Far more places, for what is to be the same at all.</summary>
    public static Sample[] Many(int inputs, int parameters) => [.. Enumerable.Range(0, 16).Select(k => new Sample(
        [.. Enumerable.Range(0, inputs)
            .Select(i => Anywhere[(int)(Philox.Word((uint)i + 100, k) >> 1) % Anywhere.Length])],
        [.. Enumerable.Range(0, parameters)
            .Select(i => Anywhere[(int)(Philox.Word((uint)i + 200, k) >> 1) % Anywhere.Length])]))];

    public Sample With(Expr leaf, double value)
    {
        var (inputs, parameters) = ((double[])Inputs.Clone(), (double[])Parameters.Clone());
        (leaf.Op == Op.Input ? inputs : parameters)[leaf.Index] = value;
        return new(inputs, parameters);
    }
}

/// <param name="Point">Null for infinity.</param>
/// <param name="Side">-1: to -∞, or to the point from the left.</param>
internal sealed record Sides(
    ExprPool Pool, Expr Variable, Expr? Point, int Side, Sample[] Samples, CancellationToken Cancellation)
{
    /// <summary>Next to nothing beside the size of what was added up.</summary>
    const double Nothing = 1e-12;

    /// <summary>Operations that may be evaluated for one formula: the compiler's time is its user's.</summary>
    const int MostWork = 120_000;

    int work;

    /// <summary>Whether so much has been tried that the formula is given up.</summary>
    public bool IsSpent => work > MostWork;

    /// <summary>Counts what else costs time.</summary>
    public void Spend(int operations) => work += operations;

    readonly Sample[] many = Sample.Many(Samples[0].Inputs.Length, Samples[0].Parameters.Length);
    readonly Dictionary<Expr, bool> moves = [];
    readonly Dictionary<Expr, Body> bodies = [];
    readonly Dictionary<Expr, int?> signs = [];
    readonly Dictionary<Expr, bool> nothing = [];
    readonly Dictionary<(Expr, Sample), double> numbers = [];

    /// <summary>Whether it depends on the variable.</summary>
    public bool Moves(Expr e)
    {
        if (moves.TryGetValue(e, out var known)) return known;
        return moves[e] = e == Variable || e.Arguments.Any(Moves);
    }

    /// <summary>NaN where a function that has no zeros is too small for a double: its sign is lost.</summary>
    public double At(Expr e, Sample sample)
    {
        if (e.IsConstant) return e.Constant;
        if (numbers.TryGetValue((e, sample), out var known)) return known;
        return numbers[(e, sample)] = Evaluated(e, sample);
    }

    double Evaluated(Expr e, Sample sample)
    {
        if (!bodies.TryGetValue(e, out var body))
            bodies[e] = body = Body.From([e, .. Body.Reached(e).Where(part => part != e && IsPositive(part))]);
        work += body.Instructions.Count;
        var values = Interpreter.Run(body, sample.Inputs, sample.Parameters);
        for (var i = 1; i < values.Length; i++)
            if (values[i] == 0) return double.NaN;
        return values[0] == 0 && IsPositive(e) ? double.NaN : values[0];
    }

    static bool IsPositive(Expr e) => e.Op.Function() is { HasNoZeros: true };

    /// <summary>Its sign where that is the same everywhere.</summary>
    public int? SignOf(Expr e)
    {
        if (e.IsConstant) return double.IsNaN(e.Constant) ? null : Math.Sign(e.Constant);
        if (signs.TryGetValue(e, out var known)) return known;
        int? sign = null;
        foreach (var sample in Samples.Concat(many))
        {
            var value = At(e, sample);
            if (double.IsNaN(value)) continue;
            if (sign is not null && sign != Math.Sign(value)) return signs[e] = null;
            sign = Math.Sign(value);
        }
        return signs[e] = sign;
    }

    /// <summary>Whether it is 0 whatever the others are.</summary>
    public bool IsNothing(Expr e)
    {
        if (nothing.TryGetValue(e, out var known)) return known;
        return nothing[e] = Samples.Concat(many)
            .All(sample => At(e, sample) is var value && (double.IsNaN(value) || Math.Abs(value) < Nothing));
    }
}
