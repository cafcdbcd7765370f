// The forms of a kernel over rows agree with each other: accumulated, from the output, with the value, in place, with
// gaps between the rows, and a part of the rows at a time.
namespace Kernels.Verification;

internal sealed class RowForms(RowSample sample, KernelRunner runner)
{
    /// <summary>Rows whose sum is one term of a gradient that all rows share.</summary>
    const int Block = 64;

    const int Gap = 3;

    /// <summary>How far two ways to one gradient may part.</summary>
    const int Ulps = 16;

    readonly RowInfo info = sample.Info;
    float[]? forward;

    public IEnumerable<string> Check()
    {
        foreach (var kernel in info.Kernels.Where(kernel => runner.Offers(info, kernel)))
        {
            var plain = sample.Run(runner, kernel);
            string[] failures = kernel.Accumulates ? [.. Accumulated(kernel)]
                : [.. InPlace(kernel, plain), .. Parted(kernel, plain), .. Derived(kernel, plain)];
            foreach (var failure in failures.Concat(WithGaps(kernel, plain))) yield return failure;
        }
    }

    /// <summary>What was there, and the gradient; a scalar is written anew.</summary>
    IEnumerable<string> Accumulated(RowKernelInfo kernel)
    {
        var plain = sample.Run(runner, info[kernel.Name[..^"Accumulate".Length]]);
        float[][] before = [.. plain.Select(values => GradientPoints.Upstream(values.Length))];
        var sums =
            sample.Run(runner, kernel, sample.Sources(runner, kernel), [.. before.Select(values => values.ToArray())]);
        return kernel.Destinations.SelectMany((destination, i) => destination.Shape == RowShape.Scalar
            ? Same(kernel.Name, destination, plain[i], sums[i])
            : Near(kernel.Name, destination, [.. before[i].Zip(plain[i], (there, added) => there + added)], sums[i],
                k => Rounding(destination, before[i][k], plain[i][k])));
    }

    /// <summary>
    /// The product may be rounded before it is added, or not; a sum over the rows grows block by block.
    /// </summary>
    double Rounding(RowSpan destination, double before, double added)
        => (Ulp.Unit(before + added) + 2 * Ulp.Unit(added))
            * (destination.Shape == RowShape.PerColumn ? 1 + (sample.Rows - 1) / Block * 8 : 1);

    /// <summary>Kernels that say what others say in another way.</summary>
    IEnumerable<string> Derived(RowKernelInfo kernel, float[][] plain)
    {
        if (kernel.Name is not ("BackwardFromOutput" or "ForwardWithGradient")) return [];
        var backward = info["Backward"];
        var ones = kernel.Name == "ForwardWithGradient";
        var gradients = sample.Run(runner, backward, [.. sample.Inputs,
            ones ? KernelInputs.Ones(sample.Upstream.Length) : sample.Upstream], sample.Destinations(backward));
        float[][] expected = ones ? [.. sample.Run(runner, info["Forward"]), .. gradients] : gradients;
        return kernel.Destinations.SelectMany((destination, i)
            => Near(kernel.Name, destination, expected[i], plain[i], k => Tolerance(destination, expected[i], k)));
    }

    /// <summary>
    /// What the value has lost by its rounding, the gradient from the input has not: of the row's largest gradient,
    /// and of the terms that cancel in it.
    /// </summary>
    double Tolerance(RowSpan destination, float[] values, int k)
    {
        if (destination.Shape != RowShape.Element) return Ulps * Ulp.Unit(Math.Max(1, values.Max(Math.Abs)));
        var row = k / sample.Columns * sample.Columns;
        double Largest(float[] all)
            => all.AsSpan(all.Length == values.Length ? row : 0, sample.Columns).ToArray().Max(Math.Abs);
        var terms = info.Value == RowShape.Element
            ? Largest(forward ??= sample.Run(runner, info["Forward"])[0]) * Largest(sample.Upstream)
            : 1;
        return Ulps * Ulp.Unit(Largest(values) + terms);
    }

    IEnumerable<string> InPlace(RowKernelInfo kernel, float[][] plain)
        => from destination in Elements(kernel.Destinations)
           from source in Elements(kernel.Sources)
           from failure in InPlace(kernel, plain, destination, source)
           select failure;

    IEnumerable<string> InPlace(RowKernelInfo kernel, float[][] plain, int destination, int source)
    {
        float[][] sources = [.. sample.Sources(runner, kernel)];
        var destinations = sample.Destinations(kernel);
        destinations[destination] = sources[source] = sources[source].ToArray();
        return Same($"{kernel.Name} with {kernel.Destinations[destination].Name} in the memory of "
            + $"{kernel.Sources[source].Name}", kernel, plain, sample.Run(runner, kernel, sources, destinations));
    }

    static IEnumerable<int> Elements(IReadOnlyList<RowSpan> spans)
        => Enumerable.Range(0, spans.Count).Where(i => spans[i].Shape == RowShape.Element);

    /// <summary>Rows further apart; what lies between them is neither read nor written.</summary>
    IEnumerable<string> WithGaps(RowKernelInfo kernel, float[][] plain)
    {
        var stride = sample.Columns + Gap;
        float[][] sources =
            [.. sample.Sources(runner, kernel).Zip(kernel.Sources, (values, span) => Parted(values, span, float.NaN))];
        float[][] destinations = [.. sample.Destinations(kernel)
            .Zip(kernel.Destinations, (values, span) => Parted(values, span, RowSample.Sentinel))];
        sample.Run(runner, kernel, sources, destinations, stride);
        var form = $"{kernel.Name} with gaps between the rows";
        return kernel.Destinations.SelectMany(
            (span, i) => Same(form, span, Parted(plain[i], span, RowSample.Sentinel), destinations[i]));
    }

    float[] Parted(float[] values, RowSpan span, float between) => span.Shape != RowShape.Element ? values
        : [.. values.Chunk(sample.Columns)
            .SelectMany((row, i) => i == 0 ? row : [.. Enumerable.Repeat(between, Gap), .. row])];

    /// <summary>The rows in two halves; random numbers depend on where an element is in the call.</summary>
    IEnumerable<string> Parted(RowKernelInfo kernel, float[][] plain)
    {
        if (sample.Rows < 2 || sample.IsRandom) return [];
        var (half, sources) = (sample.Rows / 2, sample.Sources(runner, kernel));
        return Part(0, half).Concat(Part(half, sample.Rows));

        IEnumerable<string> Part(int from, int to)
        {
            float[] Of(float[] values, RowShape shape)
                => shape is RowShape.Element or RowShape.PerRow
                    ? values[(from * values.Length / sample.Rows)..(to * values.Length / sample.Rows)]
                    : values;
            float[][] part = [.. sources.Zip(kernel.Sources, (values, span) => Of(values, span.Shape))];
            float[][] destinations =
                [.. kernel.Destinations.Select((span, i) => RowSample.Filled(Of(plain[i], span.Shape).Length))];
            sample.Run(runner, kernel, part, destinations);
            return kernel.Destinations.SelectMany((span, i) => span.Shape is RowShape.Element or RowShape.PerRow
                ? Same($"{kernel.Name} of rows {from} to {to} alone", span, Of(plain[i], span.Shape), destinations[i])
                : []);
        }
    }

    IEnumerable<string> Same(string form, RowKernelInfo kernel, float[][] expected, float[][] actual)
        => kernel.Destinations.SelectMany((span, i) => Same(form, span, expected[i], actual[i]));

    IEnumerable<string> Same(string form, RowSpan span, float[] expected, float[] actual)
        => Near(form, span, expected, actual, _ => 0);

    /// <summary>Without a tolerance the bits are the same, NaN apart.</summary>
    IEnumerable<string> Near(string form, RowSpan span, float[] expected, float[] actual, Func<int, double> allowed)
        => from k in Enumerable.Range(0, expected.Length)
           where !ResultBits.AreSame(expected[k], actual[k])
           let tolerance = allowed(k)
           where tolerance == 0 || !(Math.Abs((double)expected[k] - actual[k]) <= tolerance)
           select FormattableString.Invariant(
               $"{RowCheck.Subject(sample, runner)}, {form}: {span.Name}[{k}] is {actual[k]:G9}, not {expected[k]:G9}");
}
